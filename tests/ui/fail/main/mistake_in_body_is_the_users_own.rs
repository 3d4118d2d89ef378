#[telemetry::main]
fn main() {
    let text: String = 5;
}
