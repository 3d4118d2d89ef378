//! The runtime of `opt-in-telemetry`: everything that happens after `#[telemetry::main]`. Programs
//! use the facade.
//!
//! A run passes through the layers from the bottom of this list to the top. The expansion of `main`
//! calls `api`, which asks `consent`, starts the `run` and installs the `hooks`. The run builds
//! each `event`, `privacy` reduces it to the allowed fields, and `storage` queues it. In a separate
//! process, `delivery` sends the queue, and `session` reports the runs that have ended.
//!
//! A module uses only modules of its own layer and of the layers above it in this list. No two
//! files use each other. A test (`tests/layers`) enforces both.
//!
//! - `util`: files, clocks, locks, the operating system. Contains nothing specific to telemetry.
//! - `model`: plain data. The program, its tags, the reasons for and against sending.
//! - `registry`: commands and check-ins, which the linker collects, and which commands are active.
//! - `event`: builds events, with their stack traces and source lines.
//! - `privacy`: the allow-list, the scrubber, fingerprints.
//! - `storage`: the files in the data directory. User id, outbox, run journals.
//! - `consent`: what the user decided, and how to change it.
//! - `session`: builds the session of an ended run from its run journal.
//! - `delivery`: launches the uploader, which sends.
//! - `run`: the current run. Starts, records, ends.
//! - `hooks`: panics, signals, exits, forks.
//! - `disabled`: the same interface for programs that are built without telemetry.
//! - `api`: the public functions and the functions that the macros call.

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

/// Like the macro of the crate `cfg-if`. It has the same name because `cargo fmt` looks for modules
/// in macro calls of that name.
macro_rules! cfg_if {
    (if #[cfg($cfg:meta)] { $($then:item)* } else { $($else:item)* }) => {
        $(#[cfg($cfg)] $then)*
        $(#[cfg(not($cfg))] $else)*
    };
}

mod api;
mod model;

pub use api::cli;
pub use model::consent_change::{ConsentChange, ConsentChangeError};
pub use model::manifest;
pub use model::reason::{Consent, ConsentSource, Reason, Scope};
pub use model::status::{Flushed, Status};

cfg_if! {
    if #[cfg(any(telemetry_off, feature = "off"))] {
        mod disabled;

        pub use disabled::{__private, adopt_run, capture, flush, manifest, off, on, panic_hook, status};
    } else {
        mod consent;
        mod delivery;
        mod event;
        #[cfg(fuzzing)]
        #[doc(hidden)]
        pub mod fuzzing;
        mod hooks;
        mod privacy;
        mod registry;
        mod run;
        mod session;
        mod storage;
        mod util;

        pub use api::adopt::adopt_run;
        pub use api::capture::capture;
        pub use api::manifest::manifest;
        pub use api::status::{flush, status};
        pub use api::set_consent::{off, on};
        pub use hooks::panic_hook::panic_hook;

        /// Not public API: the functions and types that the macros use. They change without notice,
        /// together with the macros.
        #[doc(hidden)]
        pub mod __private {
            pub use crate::api::ask::ask;
            pub use crate::api::check_in::check_in;
            pub use crate::api::enter::{enter, enter_with};
            pub use crate::api::entry::run;
            #[cfg(feature = "sentry")]
            pub use crate::api::sentry_client::bind as sentry;
            pub use crate::model::any_error::{AnyError, Borrowed, Boxed, DynError, Plain};
            pub use crate::model::app::App;
            pub use crate::model::program::{Delivery, Errors, Files, Messages, Package, Place, config, dsn};
            pub use crate::model::tag::{Flag, Key, Tag, Word, flag, tag};
            pub use crate::registry::check_in::CheckIn;
            pub use crate::registry::command::Command;

            /// The outcome of `main`, determined in the expansion.
            pub mod probe {
                pub use crate::model::outcome::{OfBox, OfError, OfNoError, OfOther, OfSendBox, OfText, Probe};
            }
        }
    }
}
