//! What is compiled in place of all the rest where telemetry is left out of a program.
//!
//! The program compiles as ever, and nothing is behind its attributes: what they say is dropped while it is compiled, and so is in no binary. An item that
//! `lib.rs` exports, or that expansions of the macros call, has a twin here.

use crate::model::any_error::AnyError;
use crate::model::consent_change::{ConsentChange, ConsentChangeError};
use crate::model::manifest::Manifest;
use crate::model::reason::{Consent, Reason};
use crate::model::status::{Flushed, Status};
use std::fmt;

/// What a user can ask whoever built the program for.
const BY: &str = if cfg!(telemetry_off) {
    "--cfg telemetry_off"
} else {
    "the feature `off` of opt-in-telemetry"
};

#[expect(missing_docs, reason = "the facade's re-export has them")]
#[inline]
pub fn capture<Kind>(_: &(impl AnyError<Kind> + ?Sized)) {}

/// Does nothing: telemetry was left out.
#[inline]
pub fn panic_hook() {}

/// Does nothing, and returns false: telemetry was left out.
#[inline]
pub fn adopt_run() -> bool {
    false
}

/// Tells that telemetry was left out when the program was built, by [`Reason::NotBuilt`]. Reads nothing.
pub fn status() -> Status {
    Status::off(Reason::NotBuilt(BY))
}

/// Sends nothing: telemetry was left out.
pub fn flush() -> Flushed {
    Flushed::Off
}

/// Changes nothing: telemetry was left out.
///
/// # Errors
/// Always.
pub fn on() -> Result<ConsentChange, ConsentChangeError> {
    Err(ConsentChangeError::Impossible(Reason::NotBuilt(BY)))
}

/// Changes nothing: telemetry was left out.
///
/// # Errors
/// Always.
pub fn off() -> Result<ConsentChange, ConsentChangeError> {
    Err(ConsentChangeError::Impossible(Reason::NotBuilt(BY)))
}

/// Nothing can be sent: telemetry was left out.
pub fn manifest() -> Option<Manifest> {
    None
}

/// The user's own commands, of which there is one thing to say.
pub(crate) mod actions {
    use crate::model::events_format::Format;
    use std::io::Write;
    use std::process::ExitCode;

    /// Tells that telemetry was left out when the program was built, and by what.
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
                /// Does nothing but to say why: telemetry was left out.
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

/// Not public API: what expansions of the macros call.
#[doc(hidden)]
pub mod __private {
    pub use crate::model::any_error::{AnyError, Borrowed, Boxed, DynError, Plain};
    pub use crate::model::program::{Delivery, Errors, Files, Messages, Package, Place, config, dsn};
    pub use crate::model::tag::{Flag, Key, Tag, Word, flag, tag};

    use crate::model::settings::settings;

    /// The arguments of `#[telemetry::main]`, none of which is kept.
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
        /// A program.
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

    /// Called in place of `main`, which it calls.
    #[inline]
    pub fn run<T>(_: &'static App, main: impl FnOnce() -> T, _: impl FnOnce(&T) -> probe::Outcome) -> T {
        main()
    }

    /// `ask!`, which has nothing to ask.
    pub fn ask(_: Option<&'static str>) -> bool {
        false
    }

    /// `sentry`
    pub fn sentry() {}

    /// `#[telemetry::command]`
    #[derive(Debug)]
    pub struct Command(());

    impl Command {
        /// A command, whose name is not kept.
        pub const fn new(_: &'static str, _: Place) -> Self {
            Self(())
        }

        /// `tags(…)`
        #[must_use]
        pub const fn tags(self, _: &'static [Key]) -> Self {
            self
        }
    }

    /// A command that was entered.
    #[derive(Debug)]
    pub struct Active(());

    impl Active {
        /// In crates of an edition before 2024.
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

    /// The same with tags, which are not looked at.
    #[inline]
    pub fn enter_with(_: &'static Command, _: &[&dyn Fn() -> &'static str]) -> Active {
        Active(())
    }

    /// `check_in!`
    #[derive(Debug)]
    pub struct CheckIn(());

    impl CheckIn {
        /// A check-in, whose name is not kept.
        pub const fn new(_: &'static str, _: Place) -> Self {
            Self(())
        }
    }

    /// Called where `check_in!` stands.
    #[inline]
    pub fn check_in(_: &'static CheckIn) {}

    /// How `main` ended, which nobody asks.
    pub mod probe {
        /// Nothing.
        #[derive(Debug)]
        pub struct Outcome(());

        /// What `main` returned.
        #[derive(Debug)]
        pub struct Probe<'a, T>(pub &'a T);

        impl<T> Probe<'_, T> {
            /// Nothing.
            pub fn telemetry_outcome(&self) -> Outcome {
                Outcome(())
            }
        }
    }
}
