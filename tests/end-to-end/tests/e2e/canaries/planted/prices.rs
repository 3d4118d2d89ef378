//! A dependency that panics, and lies where nobody should learn of.

pub fn fail(message: &str) {
    panic!("{message}");
}
