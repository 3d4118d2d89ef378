//! The plain `sentry` client under the name `telemetry`: a program's source files need no change to
//! be compiled with either.

pub use stand_in_macros::*;

/// The plain client has no command for the program's users.
#[cfg(feature = "clap")]
pub mod cli {
    use clap::{ArgMatches, Args, Command, Error, FromArgMatches};
    use std::process::ExitCode;

    /// Nothing can be asked of it.
    #[derive(Debug, Clone, Copy)]
    pub struct TelemetryCommand;

    impl TelemetryCommand {
        /// Does nothing.
        pub fn run(self) -> ExitCode {
            ExitCode::FAILURE
        }
    }

    impl Args for TelemetryCommand {
        fn augment_args(command: Command) -> Command {
            command.hide(true)
        }

        fn augment_args_for_update(command: Command) -> Command {
            command
        }
    }

    impl FromArgMatches for TelemetryCommand {
        fn from_arg_matches(_: &ArgMatches) -> Result<Self, Error> {
            Ok(Self)
        }

        fn update_from_arg_matches(&mut self, _: &ArgMatches) -> Result<(), Error> {
            Ok(())
        }
    }
}
