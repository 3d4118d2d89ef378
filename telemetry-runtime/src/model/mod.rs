//! Plain data: the program as its author describes it, and the types of the runtime's results.

pub(crate) mod any_error;
pub(crate) mod consent_change;
pub(crate) mod events_format;
pub mod manifest;
pub(crate) mod program;
pub(crate) mod reason;
pub(crate) mod settings;
pub(crate) mod status;
pub(crate) mod tag;

cfg_if! {
    if #[cfg(not(any(telemetry_off, feature = "off")))] {
        pub(crate) mod app;
        pub(crate) mod dsn;
        pub(crate) mod error_chain;
        pub(crate) mod outcome;
        pub(crate) mod run_record;
        pub(crate) mod sample;
        pub(crate) mod signal;
        pub(crate) mod tag_values;
    } else {}
}
