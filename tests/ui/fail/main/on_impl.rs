struct Program;

#[telemetry::main]
impl Program {
    fn main() {}
}

fn main() {
    Program::main();
}
