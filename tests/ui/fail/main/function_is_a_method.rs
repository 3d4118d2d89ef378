struct Program;

impl Program {
    #[telemetry::main]
    fn main(&self) {}
}

fn main() {
    Program.main();
}
