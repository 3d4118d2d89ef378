//! Functions of every usual shape.
#![deny(warnings)]

use std::fmt::Display;

fn main() {
    plain();
    assert_eq!(generic::<_, 2>(&["a", "b"]), "ab");
    assert_eq!(opaque(&[1, 2]).count(), 2);
    assert_eq!(patterns((1, 2), [3, 4]), 10);
    assert_eq!(early(Some(1)), Some(2));
    assert_eq!(r#match(), 1);
    assert_eq!(foreign(1), 2);
    // SAFETY: it is not unsafe at all.
    assert_eq!(unsafe { not_safe() }, 1);
    if std::env::args().count() == 100 {
        never();
    }
}

#[telemetry::command]
fn plain() {}

#[telemetry::command("generic")]
fn generic<T, const N: usize>(all: &[T; N]) -> String
where
    T: Display,
{
    all.iter().map(ToString::to_string).collect()
}

#[telemetry::command]
fn opaque<'a>(all: &'a [u8]) -> impl Iterator<Item = &'a u8> {
    all.iter()
}

#[telemetry::command]
fn patterns((a, b): (u8, u8), [c, d]: [u8; 2]) -> u8 {
    a + b + c + d
}

#[telemetry::command]
fn early(x: Option<u8>) -> Option<u8> {
    let x = x?;
    if x == 1 {
        return Some(2);
    }
    None
}

#[telemetry::command]
fn r#match() -> u8 {
    1
}

#[telemetry::command]
extern "C" fn foreign(x: u8) -> u8 {
    x + 1
}

#[telemetry::command]
unsafe fn not_safe() -> u8 {
    1
}

#[telemetry::command]
fn never() -> ! {
    std::process::exit(1)
}
