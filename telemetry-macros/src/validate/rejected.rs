//! Input that cannot be expanded.

use crate::errors::Errors;
use proc_macro2::TokenStream;

/// Input that cannot be expanded.
pub(crate) struct Rejected {
    pub(crate) errors: Errors,
    /// The code in place of the expansion, so that one mistake gives one error.
    pub(crate) fallback: TokenStream,
}

#[cfg(test)]
impl Rejected {
    /// The messages, each with the column of its first character.
    pub(crate) fn into_messages(self) -> Vec<(usize, String)> {
        self.errors.into_messages()
    }
}
