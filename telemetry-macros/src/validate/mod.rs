//! Second step: every rule, each with its own message. Valid input has types of its own.

mod argument;
mod command;
mod dsn;
mod facade;
mod function;
mod given_again;
mod main;
mod name;
mod parameters;
mod rejected;
mod tag_enum;
mod tags;
mod text;

pub(crate) use command::{CheckIn, Command, check_in, command};
pub(crate) use main::{Main, Setting, Value, main};
pub(crate) use parameters::Parameter;
pub(crate) use rejected::Rejected;
pub(crate) use tag_enum::{TagEnum, tag_enum};
pub(crate) use tags::{Flag, Set, Tag, Tags};
