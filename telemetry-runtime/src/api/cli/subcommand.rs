//! The `telemetry` subcommand for programs that use clap.

use super::functions;
use crate::model::events_format::Format;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};
use std::process::ExitCode;

/// The functions of [`cli`](crate::cli) as one clap subcommand: `status`, `on`, `off`, `preview`,
/// `show`, `events`, `flush`, `reset-id`, `forget`.
///
/// Use it as the field of a variant in the program's own commands, and call [`run`](Self::run) when
/// clap has parsed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TelemetryCommand(Action);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Action {
    Status { json: bool },
    On,
    Off,
    Preview { json: bool },
    Show { id: Option<String>, json: bool },
    Events(Format),
    Flush,
    ResetId,
    Forget { ask_server: bool },
}

impl TelemetryCommand {
    /// Runs the subcommand and ends the process with its exit code. For a `main` that does not
    /// return an
    /// [`ExitCode`]; one that does returns what [`run`](Self::run) gives.
    pub fn exit(&self) -> ! {
        std::process::exit(i32::from(self.run() != ExitCode::SUCCESS))
    }

    /// Runs the subcommand that the user chose, and returns the exit code for `main`.
    pub fn run(&self) -> ExitCode {
        match &self.0 {
            Action::Status { json } => functions::status(*json),
            Action::On => functions::on(),
            Action::Off => functions::off(),
            Action::Preview { json } => functions::preview(*json),
            Action::Show { id, json } => functions::show(id.as_deref(), *json),
            Action::Events(format) => functions::events(*format),
            Action::Flush => functions::flush(),
            Action::ResetId => functions::reset_id(),
            Action::Forget { ask_server } => functions::forget(*ask_server),
        }
    }
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn commands() -> [Command; 9] {
    let json = || flag("json", "Print JSON, for scripts");
    [
        Command::new("status")
            .about("Show whether telemetry is on, why, and what is stored on this machine")
            .arg(json()),
        Command::new("on").about("Turn telemetry on in your configuration file"),
        Command::new("off").about("Turn telemetry off and delete what is queued"),
        Command::new("preview")
            .about("Print what would be sent, without sending it")
            .arg(json()),
        Command::new("show")
            .about("List what is queued and what was sent, newest last")
            .arg(Arg::new("id").help("Print this envelope in full: its id, or the beginning of it"))
            .arg(flag("json", "Print the bytes as they are sent")),
        Command::new("events")
            .about("List everything that this program can send, and why")
            .arg(json())
            .arg(flag("markdown", "Print a page for the program's documentation").conflicts_with("json")),
        Command::new("flush").about("Send what is queued now"),
        Command::new("reset-id").about("Replace the user id by a new one"),
        Command::new("forget")
            .about("Delete the user id and all telemetry files, and say whom to ask to delete what was sent")
            .arg(flag("ask-server", "Ask the server to delete it, by one last event")),
    ]
}

impl Args for TelemetryCommand {
    fn augment_args(command: Command) -> Command {
        command
            .subcommands(commands())
            .subcommand_required(true)
            .arg_required_else_help(true)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for TelemetryCommand {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let (name, given) = matches.subcommand().unwrap_or(("status", matches));
        let flag = |name: &str| {
            given
                .try_get_one::<bool>(name)
                .ok()
                .flatten()
                .is_some_and(|is_set| *is_set)
        };
        let json = flag("json");
        Ok(Self(match name {
            "on" => Action::On,
            "off" => Action::Off,
            "preview" => Action::Preview { json },
            "show" => Action::Show {
                id: given.get_one::<String>("id").cloned(),
                json,
            },
            "events" if json => Action::Events(Format::Json),
            "events" if flag("markdown") => Action::Events(Format::Markdown),
            "events" => Action::Events(Format::Text),
            "flush" => Action::Flush,
            "reset-id" => Action::ResetId,
            "forget" => Action::Forget {
                ask_server: flag("ask-server"),
            },
            _ => Action::Status { json },
        }))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Action, Error> {
        let command = TelemetryCommand::augment_args(Command::new("telemetry").no_binary_name(true));
        let matches = command.try_get_matches_from(words)?;
        TelemetryCommand::from_arg_matches(&matches).map(|command| command.0)
    }

    #[test]
    fn each_word_is_what_it_says() {
        for (words, action) in [
            (&["status"][..], Action::Status { json: false }),
            (&["status", "--json"], Action::Status { json: true }),
            (&["on"], Action::On),
            (&["off"], Action::Off),
            (&["preview"], Action::Preview { json: false }),
            (&["show", "--json"], Action::Show { id: None, json: true }),
            (
                &["show", "1f2e"],
                Action::Show {
                    id: Some("1f2e".to_owned()),
                    json: false,
                },
            ),
            (&["events"], Action::Events(Format::Text)),
            (&["events", "--json"], Action::Events(Format::Json)),
            (&["events", "--markdown"], Action::Events(Format::Markdown)),
            (&["flush"], Action::Flush),
            (&["reset-id"], Action::ResetId),
            (&["forget"], Action::Forget { ask_server: false }),
            (&["forget", "--ask-server"], Action::Forget { ask_server: true }),
        ] {
            assert_eq!(parsed(words).unwrap(), action, "{words:?}");
        }
        for words in [
            &[][..],
            &["of"],
            &["off", "--json"],
            &["events", "--json", "--markdown"],
        ] {
            assert!(parsed(words).is_err(), "{words:?}");
        }
    }
}
