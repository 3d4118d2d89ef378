//! The program of the README that has the ready-made subcommand.

use clap::Parser;

#[derive(Parser)]
enum Command {
    /// Evaluates the prices
    Evaluate,
    /// Usage and crash reports for the developers: off unless you turn them on
    Telemetry(telemetry::cli::TelemetryCommand),
}

#[telemetry::main(dsn = "https://0123456789abcdef0123456789abcdef@telemetry.example.org/1")]
fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Telemetry(command) => command.exit(),
        Command::Evaluate => Ok(()),
    }
}
