//! The run time of `opt-in-telemetry`: everything that happens after `#[telemetry::main]`. Programs use the facade.
//!
//! One direction: `entry` asks `consent`, `start` makes the `run`, and that pushes `events` through `privacy` into the `outbox`,
//! from where `delivery` sends them, in a process of its own. `endings` tells how the run ended.
//!
//! Where telemetry is left out of a program, all that is `left_out`.

#![deny(unsafe_code)]
#![warn(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr
)]
#![cfg_attr(
    fuzzing,
    allow(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a law may be broken"
    )
)]
#![cfg_attr(
    test,
    expect(
        clippy::unwrap_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may fail"
    )
)]

mod any_error;
pub mod cli;
pub mod manifest;
mod program;
mod reason;
mod shown;
mod switched;
mod tag;

pub use reason::{Consent, Evidence, Reason, Scope};
pub use shown::{Flushed, Status};
pub use switched::{SwitchError, Switched};

/// As the macro of the crate of this name, and named so because that is where `cargo fmt` looks for modules.
macro_rules! cfg_if {
    (if #[cfg($cfg:meta)] { $($then:item)* } else { $($else:item)* }) => {
        $(#[cfg($cfg)] $then)*
        $(#[cfg(not($cfg))] $else)*
    };
}

cfg_if! {
    if #[cfg(any(telemetry_off, feature = "off"))] {
        mod left_out;

        use left_out::actions;

        pub use left_out::{__private, adopt_run, capture, flush, manifest, off, on, panic_hook, status};
    } else {
        mod actions;
        mod adopt;
        mod app;
        mod ask;
        mod capture;
        mod chain;
        mod check_in;
        mod clock;
        mod command;
        mod consent;
        mod consented;
        mod delivery;
        mod dsn;
        mod endings;
        mod entry;
        mod erasing;
        mod events;
        mod files;
        #[cfg(fuzzing)]
        #[doc(hidden)]
        pub mod fuzzing;
        #[cfg(test)]
        mod laws;
        mod identity;
        mod listed;
        mod losses;
        mod main_result;
        mod maps;
        mod notice;
        mod obstacle;
        mod once;
        #[cfg(not(windows))]
        mod os_release;
        mod outbox;
        #[cfg(unix)]
        mod own_directory;
        mod own_file;
        mod own_signals;
        mod paths;
        mod patience;
        mod platform;
        mod privacy;
        mod random;
        mod run;
        mod sample;
        mod sendable;
        mod sentry_client;
        mod session;
        mod source_path;
        mod start;
        mod status;
        mod switch;
        mod told;
        mod user_id;

        pub use adopt::adopt_run;
        pub use capture::capture;
        pub use endings::panic_hook::panic_hook;
        pub use sendable::manifest;
        pub use status::{flush, status};
        pub use switch::{off, on};

        /// Not public API: what expansions of the macros call. It changes without notice, together with the macros.
        #[doc(hidden)]
        pub mod __private {
            pub use crate::any_error::{AnyError, Borrowed, Boxed, DynError, Plain};
            pub use crate::app::App;
            pub use crate::ask::ask;
            pub use crate::check_in::{CheckIn, check_in};
            pub use crate::command::{Command, enter, enter_with};
            pub use crate::entry::run;
            pub use crate::program::{Delivery, Errors, Files, Messages, Package, Place, config, dsn};
            pub use crate::sentry_client::bind as sentry;
            pub use crate::tag::{Flag, Key, Tag, Word, flag, tag};

            /// How `main` ended, found in the expansion.
            pub mod probe {
                pub use crate::main_result::{OfBox, OfError, OfNoError, OfOther, OfSendBox, OfText, Probe};
            }
        }
    }
}
