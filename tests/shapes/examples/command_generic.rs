//! A function with type parameters and lifetimes: one command, whatever it is called with.
// events: ["Start first", "Start joined"]
// expansion: joined
#![deny(warnings)]

use std::fmt::Display;

#[telemetry::main(app = "e2e")]
fn main() {
    let owner = String::from("ab");
    assert_eq!(first(&owner, "c"), "a");
    assert_eq!(joined(&[1, 2]), "12");
    assert_eq!(joined(&["a", "b"]), "ab");
}

#[telemetry::command]
fn first<'a, 'b: 'a>(text: &'a str, other: &'b str) -> &'a str {
    text.get(..1).unwrap_or(other)
}

#[telemetry::command]
fn joined<T: Display>(all: &[T]) -> String {
    all.iter().map(ToString::to_string).collect()
}
