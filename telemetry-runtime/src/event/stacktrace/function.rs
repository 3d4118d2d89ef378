//! A function on the stack.

use super::crates::Author;

/// A function on the stack, as far as its symbol describes it.
#[derive(Debug)]
pub(super) struct Function {
    /// Empty where there is no symbol.
    pub(super) name: String,
    /// Whether the symbol has only the last part of the path.
    pub(super) is_bare: bool,
    pub(super) author: Author,
    /// As the symbol names it.
    pub(super) file: Option<String>,
    pub(super) line: Option<u32>,
    pub(super) column: Option<u32>,
    /// The address at which it continues.
    #[cfg(feature = "debug-images")]
    pub(super) address: u64,
}
