//! First step: parses the tokens without judging them.
//!
//! Arguments and item are parsed independently, so that a mistake in one does not hide those in the
//! other.

mod arguments;
mod attribute;
mod body;
mod function;
mod input;
mod tags;

pub(crate) use arguments::{Argument, parse as arguments};
pub(crate) use attribute::Attribute;
pub(crate) use body::is_written_by_a_macro;
pub(crate) use function::Function;
pub(crate) use input::{AttributeInput, CheckInInput, attribute, check_in};
pub(crate) use tags::{Tag, parse as tags};
