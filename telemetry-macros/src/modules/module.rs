//! A package that is compiled in.

/// A package that is compiled in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Module {
    /// As published, whatever the program calls it.
    pub(crate) name: String,
    pub(crate) version: String,
}
