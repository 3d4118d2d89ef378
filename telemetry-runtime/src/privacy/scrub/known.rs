//! The personal words that are known of this user and this machine.

/// What is known of this user and this machine.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// With separators of both kinds and as `{:?}` prints them.
    pub(super) homes: Vec<Vec<char>>,
    pub(super) names: Vec<Name>,
}

#[derive(Debug)]
pub(super) struct Name {
    pub(super) chars: Vec<char>,
    pub(super) is_long: bool,
    pub(super) marker: char,
}
