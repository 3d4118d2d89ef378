#[telemetry::main]
fn start() {}

fn main() {
    start();
}
