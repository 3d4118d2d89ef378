//! The public interface for programs with telemetry disabled at build time.
//!
//! Such a program compiles without changes. The compiler drops the arguments of the attributes, so
//! they are in no binary. Each item that `lib.rs` exports, or that the macros use, has a
//! counterpart here.

use crate::model::any_error::AnyError;
use crate::model::consent_change::{ConsentChange, ConsentChangeError};
use crate::model::manifest::Manifest;
use crate::model::reason::{Consent, Reason};
use crate::model::status::{Flushed, Status};
use std::fmt;

/// The build setting that disabled telemetry, for messages to the user.
const BY: &str = if cfg!(telemetry_off) {
    "--cfg telemetry_off"
} else {
    "the feature `off` of opt-in-telemetry"
};

#[expect(missing_docs, reason = "the facade's re-export has them")]
#[inline]
pub fn capture<Kind>(_: &(impl AnyError<Kind> + ?Sized)) {}

/// Does nothing, because telemetry is disabled at build time.
#[inline]
pub fn panic_hook() {}

/// Returns false, because telemetry is disabled at build time.
#[inline]
pub fn adopt_run() -> bool {
    false
}

/// Returns that telemetry is off with [`Reason::NotBuilt`]: it is disabled at build time. Reads no
/// file and no environment variable.
pub fn status() -> Status {
    Status::off(Reason::NotBuilt(BY))
}

/// Sends nothing and returns [`Flushed::Off`], because telemetry is disabled at build time.
pub fn flush() -> Flushed {
    Flushed::Off
}

/// Changes nothing, because telemetry is disabled at build time.
///
/// # Errors
/// Always: [`ConsentChangeError::Impossible`] with [`Reason::NotBuilt`].
pub fn on() -> Result<ConsentChange, ConsentChangeError> {
    Err(ConsentChangeError::Impossible(Reason::NotBuilt(BY)))
}

/// Changes nothing, because telemetry is disabled at build time.
///
/// # Errors
/// Always: [`ConsentChangeError::Impossible`] with [`Reason::NotBuilt`].
pub fn off() -> Result<ConsentChange, ConsentChangeError> {
    Err(ConsentChangeError::Impossible(Reason::NotBuilt(BY)))
}

/// Returns `None`: the program can send nothing, because telemetry is disabled at build time.
pub fn manifest() -> Option<Manifest> {
    None
}

/// The actions of the `telemetry` subcommand. Each prints that telemetry is disabled at build time.
pub(crate) mod actions {
    use crate::model::events_format::Format;
    use std::io::Write;
    use std::process::ExitCode;

    /// Prints that telemetry is disabled at build time, and by which build setting.
    pub fn status(json: bool) -> ExitCode {
        let status = crate::disabled::status();
        let said = if json {
            writeln!(
                std::io::stdout(),
                "{{\"telemetry\": \"off\", \"reason\": \"NotBuilt\", \"explanation\": \"{}\"}}",
                crate::disabled::explanation(&status)
            )
        } else {
            writeln!(std::io::stdout(), "{status}")
        };
        if said.is_ok() {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }

    macro_rules! impossible {
        ($($action:ident($($ty:ty),*))*) => {
            $(
                /// Prints the reason to stderr and fails, because telemetry is disabled at build
                /// time.
                pub fn $action($(_: $ty),*) -> ExitCode {
                    let _ = writeln!(std::io::stderr(), "{}", crate::disabled::status());
                    ExitCode::FAILURE
                }
            )*
        };
    }

    impossible! { on() off() preview(bool) show(Option<&str>, bool) events(Format) flush() reset_id() forget(bool) }
}

fn explanation(status: &Status) -> String {
    status.consent.reason().map(ToString::to_string).unwrap_or_default()
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.consent {
            Consent::Off(reason) => write!(f, "Telemetry is off: {reason}"),
            Consent::On(..) => f.write_str("Telemetry is on"),
        }
    }
}

/// Not public API: the functions and types that the macros use.
#[doc(hidden)]
pub mod __private {
    pub use crate::model::any_error::{AnyError, Borrowed, Boxed, DynError, Plain};
    pub use crate::model::program::{Delivery, Errors, Files, Messages, Package, Place, config, dsn};
    pub use crate::model::tag::{Flag, Key, Tag, Word, flag, tag};

    use crate::model::settings::settings;

    /// The arguments of `#[telemetry::main]`, all of them dropped.
    #[derive(Debug)]
    pub struct App(());

    macro_rules! dropped_settings {
        ($($setting:ident($value:ident: $ty:ty) => $field:ident = $stored:expr;)*) => {
            $(
                #[doc = concat!("`", stringify!($setting), " = …`")]
                #[must_use]
                pub const fn $setting(self, _: $ty) -> Self {
                    self
                }
            )*
        };
    }

    impl App {
        /// Drops the package's data.
        pub const fn new(_: Package) -> Self {
            Self(())
        }

        settings! { dropped_settings }

        /// `release = …`
        #[must_use]
        pub const fn release(self, _: &'static str) -> Self {
            self
        }

        /// `environment = …`
        #[must_use]
        pub const fn environment(self, _: &'static str) -> Self {
            self
        }

        /// `dist = …`
        #[must_use]
        pub const fn dist(self, _: &'static str) -> Self {
            self
        }

        /// `tags(…)`
        #[must_use]
        pub const fn tags(self, _: &'static [Key], _: &'static [fn() -> &'static str]) -> Self {
            self
        }

        /// `source_context`
        #[must_use]
        pub const fn sources(self, _: Option<&str>, _: &'static str, _: fn() -> Files) -> Self {
            self
        }
    }

    /// Calls `main`, and nothing else.
    #[inline]
    pub fn run<T>(_: &'static App, main: impl FnOnce() -> T, _: impl FnOnce(&T) -> probe::Outcome) -> T {
        main()
    }

    /// `ask!`: asks nothing and returns false.
    pub fn ask(_: Option<&'static str>) -> bool {
        false
    }

    /// `sentry`
    pub fn sentry() {}

    /// `#[telemetry::command]`
    #[derive(Debug)]
    pub struct Command(());

    impl Command {
        /// Drops the command's name.
        pub const fn new(_: &'static str, _: Place) -> Self {
            Self(())
        }

        /// `tags(…)`
        #[must_use]
        pub const fn tags(self, _: &'static [Key]) -> Self {
            self
        }
    }

    /// An active call of a command. It stores nothing.
    #[derive(Debug)]
    pub struct Active(());

    impl Active {
        /// The mark in crates of an edition before 2024.
        #[must_use]
        #[inline]
        pub fn before_2024(self) -> Self {
            self
        }
    }

    /// Called at the top of an annotated function.
    #[inline]
    pub fn enter(_: &'static Command) -> Active {
        Active(())
    }

    /// Like [`enter`], for a command with tags, which it does not evaluate.
    #[inline]
    pub fn enter_with(_: &'static Command, _: &[&dyn Fn() -> &'static str]) -> Active {
        Active(())
    }

    /// `check_in!`
    #[derive(Debug)]
    pub struct CheckIn(());

    impl CheckIn {
        /// Drops the check-in's name.
        pub const fn new(_: &'static str, _: Place) -> Self {
            Self(())
        }
    }

    /// Called by the expansion of `check_in!`. Does nothing.
    #[inline]
    pub fn check_in(_: &'static CheckIn) {}

    /// The outcome of `main`, which is not recorded.
    pub mod probe {
        /// Holds no outcome.
        #[derive(Debug)]
        pub struct Outcome(());

        /// The value that `main` returned.
        #[derive(Debug)]
        pub struct Probe<'a, T>(pub &'a T);

        impl<T> Probe<'_, T> {
            /// Returns an empty outcome.
            pub fn telemetry_outcome(&self) -> Outcome {
                Outcome(())
            }
        }
    }
}
