//! One error of each type that programs return from `main`.

use anyhow::Context;
use std::error::Error;
use std::fmt;
use std::io::ErrorKind;

/// std's own.
pub(crate) fn io() -> std::io::Result<()> {
    println!("reading");
    Err(std::io::Error::new(ErrorKind::NotFound, "no prices"))
}

/// With a context for each level.
pub(crate) fn anyhow() -> anyhow::Result<()> {
    io().context("cannot read day 17").context("cannot evaluate")
}

/// A box of a message.
pub(crate) fn boxed() -> Result<(), Box<dyn Error>> {
    println!("reading");
    Err("no prices in the box".into())
}

/// No error type at all.
pub(crate) fn text() -> Result<(), String> {
    println!("reading");
    Err("no prices, in plain words".to_owned())
}

/// A type that is no error, with a field that std prints.
pub(crate) fn fields() -> Result<(), Login> {
    println!("reading");
    Err(Login { user: "jane" })
}

/// See above.
#[derive(Debug)]
#[expect(dead_code, reason = "it is printed")]
pub(crate) struct Login {
    user: &'static str,
}

/// An error that must not be displayed. std prints it as it debugs.
pub(crate) fn unprintable() -> Result<(), Unprintable> {
    println!("reading");
    Err(Unprintable)
}

/// See above.
#[derive(Debug)]
pub(crate) struct Unprintable;

impl fmt::Display for Unprintable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("no words for it")
    }
}

impl Error for Unprintable {}
