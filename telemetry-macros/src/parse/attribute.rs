//! The attribute macros.

/// The attribute macro that is expanded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    Main,
    Command,
}
