#[telemetry::main(dsn = dsn())]
fn main() {}

fn dsn() -> &'static str {
    "https://key@telemetry.example.org/1"
}
