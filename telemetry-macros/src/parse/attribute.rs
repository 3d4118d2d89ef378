//! The attribute macros.

/// Which attribute macro is at work.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    Main,
    Command,
}
