//! Where it panics.

pub(crate) fn buy(coins: usize) {
    Trader { coins }.deeper();
}

struct Trader {
    coins: usize,
}

impl Trader {
    #[inline(never)]
    fn deeper(&self) {
        assert!(self.coins > 10, "no coins left");
    }
}
