//! Reads the section of the user's configuration file.

mod encoding;
#[cfg(any(test, fuzzing))]
pub(crate) mod laws;
mod outline;
mod place;
mod rest;
mod section;
mod syntax;
mod values;

pub(crate) use encoding::text;
pub(crate) use place::line_of;
pub(crate) use rest::rest;
pub(crate) use section::{Section, may_be_ours, section};
pub(crate) use syntax::{Mistake, without_mark};
pub(crate) use values::Collect;
