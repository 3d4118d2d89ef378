//! Check-ins, collected when the program is linked.

use super::linker_list;
use crate::model::program::Place;
use std::sync::atomic::{AtomicU64, Ordering};

/// One `check_in!`, made by its expansion.
#[derive(Debug)]
// The linker list distinguishes elements from the zeros around them by the first field, the name:
// see `registry/linker_list.rs`.
#[repr(C)]
pub struct CheckIn {
    pub(crate) name: &'static str,
    /// For the manifest of everything that a program can send.
    pub(crate) place: Place,
    /// The last day on which this process made the check-in.
    day: AtomicU64,
}

linker_list::list! {
    /// Every check-in of the program, collected when it is linked.
    fn all() -> [CheckIn], "checkins"
}

impl CheckIn {
    /// A check-in that this process has not made yet.
    pub const fn new(name: &'static str, place: Place) -> Self {
        Self {
            name,
            place,
            day: AtomicU64::new(0),
        }
    }

    /// Returns true if this process has not made the check-in on this day.
    pub(crate) fn is_first_on(&self, day: u64) -> bool {
        self.day.swap(day, Ordering::Relaxed) != day
    }
}
