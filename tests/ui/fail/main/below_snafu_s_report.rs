#[derive(Debug, snafu::Snafu)]
struct Failure;

#[snafu::report]
#[telemetry::main]
fn main() -> Result<(), Failure> {
    Ok(())
}
