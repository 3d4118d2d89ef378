#[telemetry::main]
struct Program;

fn main() {
    let _ = Program;
}
