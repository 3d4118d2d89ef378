//! Tags and flags: further data about a command, or about the program.
//!
//! Each is one word of a set that is fixed at compile time. No value that a program computes at run
//! time, and no text that its user types, can become a tag.

use std::marker::PhantomData;

/// A type whose every value is one of a few words: an enum with `#[derive(telemetry::Tag)]`, or
/// `bool`.
///
/// Not public API, so that only the derive implements it. If a program implements it by hand and
/// returns a word that [`WORDS`](Self::WORDS) does not list, the allow-list drops the word.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no tag: the value of a tag is one of a closed set",
    label = "neither a `bool` nor an enum with `#[derive(telemetry::Tag)]`",
    note = "an enum of your own becomes a tag by `#[derive(telemetry::Tag)]`; whether an `Option`, a `Vec` or a count was set, `flags(…)` tells",
    note = "numbers, texts and whatever is printed with `Display` could carry what a user typed, and are never sent"
)]
pub trait Tag {
    /// The type itself, without references and boxes.
    type Set: Tag;

    /// All words that a value can have.
    const WORDS: &'static [&'static str];

    /// The word of this value.
    fn word(&self) -> &'static str;
}

impl Tag for bool {
    type Set = Self;
    const WORDS: &'static [&'static str] = &["false", "true"];

    fn word(&self) -> &'static str {
        if *self { "true" } else { "false" }
    }
}

macro_rules! through {
    ($($pointer:ty)*) => {
        $(
            // Keeps the compiler from listing each pointer type in its messages.
            #[diagnostic::do_not_recommend]
            impl<T: Tag + ?Sized> Tag for $pointer {
                type Set = T::Set;
                const WORDS: &'static [&'static str] = T::WORDS;

                fn word(&self) -> &'static str {
                    (**self).word()
                }
            }

            #[diagnostic::do_not_recommend]
            impl<T: Flag + ?Sized> Flag for $pointer {
                fn is_set(&self) -> bool {
                    (**self).is_set()
                }
            }
        )*
    };
}

through! { &T &mut T Box<T> }

/// A value that can be set or not: a `bool`, an `Option`, a `Vec`, a count.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no flag: of it, nobody can tell whether it was set",
    label = "neither a `bool` nor an `Option`, a `Vec`, a slice, `u8`, `u16`, `u32`, `u64` or `usize`",
    note = "say it as a `bool`, for example by `is_empty()`; only that it was set is sent, never what it holds"
)]
pub trait Flag {
    /// Returns true if the value is set.
    fn is_set(&self) -> bool;
}

impl Flag for bool {
    fn is_set(&self) -> bool {
        *self
    }
}

impl<T> Flag for Option<T> {
    fn is_set(&self) -> bool {
        self.is_some()
    }
}

impl<T> Flag for Vec<T> {
    fn is_set(&self) -> bool {
        !self.is_empty()
    }
}

impl<T> Flag for [T] {
    fn is_set(&self) -> bool {
        !self.is_empty()
    }
}

macro_rules! counts {
    ($($count:ty)*) => {
        $(impl Flag for $count {
            fn is_set(&self) -> bool {
                *self != 0
            }
        })*
    };
}

counts! { u8 u16 u32 u64 usize }

/// A tag of a command or of the program: its name, and every word that it can have.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The name as it is sent.
    pub name: &'static str,
    /// The words that can be sent with it.
    pub words: &'static [&'static str],
}

impl Key {
    /// A tag with the words of the type that the closure returns. The closure is never called.
    pub const fn of<P, T: Tag>(name: &'static str, _: fn(P) -> Word<T>) -> Self {
        Self::new(name, T::WORDS)
    }

    /// A tag with the words of the type that the author wrote.
    pub const fn new(name: &'static str, words: &'static [&'static str]) -> Self {
        Self { name, words }
    }

    /// A flag, with the words of `bool`.
    pub const fn flag(name: &'static str) -> Self {
        Self::new(name, bool::WORDS)
    }
}

/// The word of a value, with the type whose word it is.
#[derive(Debug)]
pub struct Word<T>(&'static str, PhantomData<T>);

impl<T> Word<T> {
    /// The word without its type.
    pub const fn word(self) -> &'static str {
        self.0
    }
}

/// The word of a tag.
pub fn tag<T: Tag>(value: &T) -> Word<T::Set> {
    Word(value.word(), PhantomData)
}

/// The word of a flag.
pub fn flag<T: Flag + ?Sized>(value: &T) -> &'static str {
    value.is_set().word()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_says_whether_something_was_set() {
        assert_eq!((flag(&true), flag(&false)), ("true", "false"));
        assert_eq!((flag(&Some("canary")), flag(&None::<u8>)), ("true", "false"));
        assert_eq!((flag(&vec![0]), flag(&Vec::<u8>::new())), ("true", "false"));
        assert_eq!((flag(&[1][..]), flag(&&None::<u8>)), ("true", "false"));
        assert_eq!((flag(&2u8), flag(&0usize)), ("true", "false"));
    }

    #[test]
    fn the_set_is_known_without_a_value() {
        struct Arguments {
            fast: bool,
        }
        static KEY: Key = Key::of("fast", |arguments: &Arguments| tag(&arguments.fast));
        assert_eq!(KEY.words, ["false", "true"]);
        assert!(tag(&Arguments { fast: true }.fast).word() == "true");
    }
}
