//! The library of the program's own package.

/// Panics.
#[inline(never)]
pub fn pay(coins: usize) {
    assert!(coins > 10, "nothing to pay with");
}
