#[telemetry::main]
fn main(arguments: Vec<String>) -> Result<(), String> {
    arguments.first().map(drop).ok_or_else(String::new)
}
