//! Run time of `opt-in-telemetry`.

mod app;
mod check_in;
mod command;
mod main_result;
mod run;

/// Not public API: what expansions of the macros call. It changes without notice, with the macros.
#[doc(hidden)]
pub mod __private {
    pub use crate::app::{App, Delivery, Messages, Package, Place, config, dsn};
    pub use crate::check_in::{CHECK_INS, CheckIn, check_in};
    pub use crate::command::{COMMANDS, Command, enter};
    pub use crate::run::run;
    pub use linkme;

    /// How `main` ended, found in the expansion.
    pub mod probe {
        pub use crate::main_result::{OfBox, OfDebug, OfError, OfOther, OfSendBox, Probe};
    }
}
