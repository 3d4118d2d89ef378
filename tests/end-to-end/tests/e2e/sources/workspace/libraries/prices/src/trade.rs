//! Another `src/trade.rs`.

/// Panics.
#[inline(never)]
pub fn sell(coins: usize) {
    assert!(coins > 10, "nobody buys");
}
