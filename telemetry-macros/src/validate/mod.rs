//! Second step: every rule about what was written, each with its own message. What passes has a type that says so.

mod argument;
mod command;
mod dsn;
mod facade;
mod function;
mod given_again;
mod main;
mod name;
mod parameters;
mod tag_enum;
mod tags;
mod text;

pub(crate) use command::{CheckIn, Command, check_in, command};
pub(crate) use main::{Main, Settings, main};
pub(crate) use parameters::Parameter;
pub(crate) use tag_enum::{TagEnum, tag_enum};
pub(crate) use tags::{Flag, Set, Tag, Tags};

use crate::errors::Errors;
use proc_macro2::TokenStream;

/// What cannot be expanded.
pub(crate) struct Rejected {
    pub(crate) errors: Errors,
    /// What the compiler sees in place of the expansion, so that one mistake gives one error.
    pub(crate) fallback: TokenStream,
}

#[cfg(test)]
impl Rejected {
    /// The messages, each with the column of its first character.
    pub(crate) fn into_messages(self) -> Vec<(usize, String)> {
        self.errors.into_messages()
    }
}
