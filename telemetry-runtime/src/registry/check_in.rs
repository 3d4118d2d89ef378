//! Check-ins, collected when the program is linked.

use super::linker_list;
use crate::model::program::Place;
use std::sync::atomic::{AtomicU64, Ordering};

/// One `check_in!`, made by its expansion.
#[derive(Debug)]
// By its first field, which is its name, it is told from the zeros around it: see `registry/linker_list.rs`.
#[repr(C)]
pub struct CheckIn {
    pub(crate) name: &'static str,
    /// For the manifest of everything that a program can send.
    pub(crate) place: Place,
    /// The day on which this process made it last.
    day: AtomicU64,
}

linker_list::list! {
    /// Every check-in of the program, collected when it is linked.
    fn all() -> [CheckIn], "checkins"
}

impl CheckIn {
    /// A check-in that was not made yet.
    pub const fn new(name: &'static str, place: Place) -> Self {
        Self {
            name,
            place,
            day: AtomicU64::new(0),
        }
    }

    /// Returns true if this process has not made it on this day.
    pub(crate) fn is_first_on(&self, day: u64) -> bool {
        self.day.swap(day, Ordering::Relaxed) != day
    }
}
