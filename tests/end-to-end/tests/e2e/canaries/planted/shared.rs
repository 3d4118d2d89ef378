//! A module from outside of the package.

pub fn fail(message: &str) {
    panic!("{message}");
}
