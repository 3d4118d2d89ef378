//! Watches a price and buys the dip, on paper, by the triggers of its configuration file.
//!
//! The model program of `opt-in-telemetry`: an attribute on `main` and on each command, a check-in
//! in `watch`, a tag of `report`, and one line for the subcommand `telemetry`.

mod backtest;
mod cli;
mod commands;
mod config;
mod format;
mod marketplace;
mod plot;
mod prices;
mod span;
mod table;
mod trader;
mod trend;
mod trigger;

use clap::Parser;
use cli::{Cli, Command};
use config::Settings;
use std::io::{self, Write};
use std::process::ExitCode;

/// Packagers who patch the program set this, so that its developers can tell the builds apart.
const RELEASE: &str = match option_env!("VIGILANT_RELEASE") {
    Some(stamped) => stamped,
    None => concat!(env!("CARGO_PKG_NAME"), "@", env!("CARGO_PKG_VERSION")),
};

#[telemetry::main(
    dsn = option_env!("VIGILANT_DSN"),
    release = RELEASE,
    source_context,
    contact = "telemetry@vigilant.example",
    policy = "https://vigilant.example/privacy"
)]
fn main() -> anyhow::Result<ExitCode> {
    let cli = Cli::parse();
    if let Command::Telemetry(command) = cli.command {
        return Ok(command.run());
    }
    let settings = match Settings::load() {
        Ok(settings) => settings,
        Err(mistake) => {
            eprintln!("error: {mistake}");
            return Ok(ExitCode::from(2));
        }
    };
    if let Some(notice) = settings.notice() {
        eprintln!("{notice}");
    }
    match run(&cli.command, &settings) {
        Err(error) if reader_left(&error) => Ok(ExitCode::SUCCESS),
        result => result.map(|()| ExitCode::SUCCESS),
    }
}

fn run(command: &Command, settings: &Settings) -> anyhow::Result<()> {
    let prices = prices::shipped()?;
    let mut out = io::stdout().lock();
    match command {
        Command::Watch(options) => commands::watch(options, settings, &prices, &mut out)?,
        Command::TestDrive => commands::test_drive(settings, &prices, &mut out)?,
        Command::Evaluate(options) => commands::evaluate(options, settings, &prices, &mut out)?,
        Command::Report(options) => commands::report(options, settings, &prices, &mut out)?,
        // It works where the configuration is broken, too.
        Command::Telemetry(_) => {}
    }
    Ok(out.flush()?)
}

/// Whether nobody reads our output any more, as in `… | head -3`: a good end.
fn reader_left(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
