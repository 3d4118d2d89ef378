/// Docs.
#[telemetry::main]
#[allow(unused)]
async fn main() -> Result<(), String> {
    Ok(())
}
