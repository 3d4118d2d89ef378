//! A program made with clap, whose user has the ready-made subcommand.

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Works
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Does its work
    Work,
    /// Asks whether its user wants to share
    Ask,
    /// Usage and crash reports for the developers: off unless you turn them on
    Telemetry(telemetry::cli::TelemetryCommand),
}

#[telemetry::main(
    app = "e2e",
    contact = "privacy@example.org",
    policy = "https://example.org/privacy",
    tags(checked = true)
)]
fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Telemetry(command) => return command.run(),
        Command::Work => work(),
        Command::Ask => println!("{}", telemetry::ask!("to find what breaks")),
    }
    ExitCode::SUCCESS
}

#[telemetry::command(tags(thorough = false))]
fn work() {
    telemetry::check_in!("working");
}
