//! The public functions and the functions that the macros call.

pub mod cli;

cfg_if! {
    if #[cfg(not(any(telemetry_off, feature = "off")))] {
        mod actions;
        pub(crate) mod adopt;
        pub(crate) mod ask;
        pub(crate) mod capture;
        pub(crate) mod check_in;
        pub(crate) mod enter;
        pub(crate) mod entry;
        pub(crate) mod manifest;
        #[cfg(feature = "sentry")]
        pub(crate) mod sentry_client;
        pub(crate) mod status;
        pub(crate) mod set_consent;
    } else {}
}
