//! Check-ins: a sign of life of a long-running program.

use crate::app::Place;

/// One `check_in!`, made by its expansion.
#[derive(Debug)]
pub struct CheckIn {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
}

/// Every check-in of the program, collected when it is linked.
#[linkme::distributed_slice]
pub static CHECK_INS: [CheckIn];

impl CheckIn {
    /// A check-in that was not made yet.
    pub const fn new(name: &'static str, place: Place) -> Self {
        Self { name, place }
    }
}

/// Called where `check_in!` stands.
pub fn check_in(_check_in: &'static CheckIn) {}
