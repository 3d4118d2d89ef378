//! Dedup: each place is reported once, so that a program that repeats an error does not flood the
//! server.

use crate::util::hash::hash;
use std::sync::atomic::{AtomicU64, Ordering};

/// The most places of a kind that are reported in a run.
const MOST: usize = 10;

/// Lock-free set of source locations already reported.
pub(crate) struct Places([AtomicU64; MOST]);

impl Places {
    pub(crate) const fn new() -> Self {
        Self([const { AtomicU64::new(0) }; MOST])
    }

    /// Returns true if this place was not reported yet and the limit is not reached.
    pub(crate) fn is_new(&self, file: &str, line: u32, column: u32) -> bool {
        // Odd, so that no two places of a file are one.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        let within = u64::from(line) << 32 | u64::from(column);
        let place = (hash(file) ^ within.wrapping_mul(SPREAD)).max(1);
        for slot in &self.0 {
            match slot.compare_exchange(0, place, Ordering::Relaxed, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(seen) if seen == place => return false,
                Err(_) => {}
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_is_told_once_up_to_a_bound() {
        let places = Places::new();
        assert!(places.is_new("src/main.rs", 1, 5));
        assert!(!places.is_new("src/main.rs", 1, 5));
        let new = (2..100).filter(|line| places.is_new("src/main.rs", *line, 5));
        assert_eq!(new.count(), MOST - 1);
        assert!(!places.is_new("src/main.rs", 1, 5));
    }
}
