//! The arguments are parsed inside of `main`, which ends the program where they are wrong or ask for help.
// events: ["Start evaluate"]
#![deny(warnings)]

use clap::{Parser, Subcommand};

/// Evaluates prices.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// How often.
    #[arg(long, default_value_t = 1)]
    times: u8,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Evaluates them.
    Evaluate,
    /// Reports them.
    Report { name: String },
}

#[telemetry::main(app = "e2e")]
fn main() {
    let arguments = Arguments::parse();
    match arguments.command {
        None | Some(Command::Evaluate) => evaluate(arguments.times),
        Some(Command::Report { name }) => report(&name),
    }
}

#[telemetry::command]
fn evaluate(times: u8) {
    assert_eq!(times, 1);
}

#[telemetry::command("report/named")]
fn report(name: &str) {
    assert_eq!(name, "daily");
}
