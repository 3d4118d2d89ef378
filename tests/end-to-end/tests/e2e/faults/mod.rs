//! Each operation on a file fails once, in each way in which it can: the program is as without
//! telemetry, and when all is well again everything that was taken over arrives, and nothing is
//! left.
//!
//! The operations are counted in a run in which nothing fails. Then each case is a run of its own.
//! An ordinary run tries a few of them, `.ci/run` one fault at each operation, and with
//! `E2E_FAULTS=all` every fault.

mod cases;
mod clocks;
#[cfg(target_os = "linux")]
mod disks;
mod gap;
mod gone;
mod kinds;
mod library;
mod places;
mod relative;
mod set_consent;
mod threads;
