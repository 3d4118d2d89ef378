//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::time::Duration;

/// Watches the price of Bitcoin and buys the dip, on paper
///
/// The prices come with the program and are invented. The triggers are read from config.yml in the
/// program's configuration directory; `test-drive` shows where that is.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Follow the price and buy when a trigger fires, until Ctrl-C
    Watch(Watch),
    /// Go through the configuration once and show that the triggers and the balance work
    TestDrive,
    /// Compare the triggers with buying the same amount every week
    Evaluate(Evaluate),
    /// List what each trigger would have bought
    Report(Report),
    /// Usage and crash reports for the developers: off unless you turn them on
    Telemetry(telemetry::cli::TelemetryCommand),
}

/// Options of `watch`.
#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// Stop after so many prices
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) rounds: Option<u64>,
    /// Seconds from one price to the next, such as 0.05
    #[arg(long, value_name = "SECONDS", default_value = "1", value_parser = seconds)]
    pub(crate) every: Duration,
}

/// Options of `evaluate`.
#[derive(Debug, Args)]
pub(crate) struct Evaluate {
    /// Smooth the trend by an average that forgets where the prices end: it panics, for trying out
    /// crash reports
    #[arg(long = "break")]
    pub(crate) broken: bool,
}

/// Options of `report`.
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum, telemetry::Tag)]
pub(crate) enum Format {
    /// Sentences
    Text,
    /// One row for each trigger
    Table,
    /// For other programs
    Json,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let expected = || "expected a number of seconds, such as 2 or 0.05".to_owned();
    let seconds: f64 = text.parse().map_err(|_| expected())?;
    Duration::try_from_secs_f64(seconds).map_err(|_| expected())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn clap_finds_no_mistake() {
        Cli::command().debug_assert();
    }

    #[test]
    fn seconds_may_be_fractions() {
        assert_eq!(seconds("0.05"), Ok(Duration::from_millis(50)));
        assert_eq!(seconds("0"), Ok(Duration::ZERO));
        for wrong in ["", "-1", "soon", "NaN", "inf"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
