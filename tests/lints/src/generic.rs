//! Functions of types, lifetimes, constants and opaque types.

use std::fmt::Display;
use std::ops::Add;

/// Of a type and a constant, with a `where` clause.
#[telemetry::command]
pub fn join<T, const N: usize>(all: &[T; N]) -> String
where
    T: Display,
{
    all.iter().map(ToString::to_string).collect()
}

/// Of an opaque type that is taken.
#[telemetry::command]
pub fn total(all: impl IntoIterator<Item = u32>) -> u32 {
    all.into_iter().sum()
}

/// With an opaque type that is returned, and borrows.
#[telemetry::command]
pub fn shown<T: Display>(all: &[T]) -> impl Iterator<Item = String> + '_ {
    all.iter().map(ToString::to_string)
}

/// Of lifetimes that are named, because two things share one.
#[telemetry::command]
#[must_use]
pub fn longest<'a>(one: &'a str, other: &'a str) -> &'a str {
    if one.len() > other.len() { one } else { other }
}

/// Of a function.
#[telemetry::command]
pub fn twice<T, F>(first: T, next: F) -> T
where
    T: Add<Output = T> + Copy,
    F: Fn(T) -> T,
{
    next(next(first)) + first
}

/// Of whatever can be shown.
#[telemetry::command]
#[must_use]
pub fn boxed(all: &[Box<dyn Display + Send>]) -> Vec<String> {
    all.iter().map(ToString::to_string).collect()
}
