#[telemetry::main]
mod program {
    pub fn main() {}
}

fn main() {
    program::main();
}
