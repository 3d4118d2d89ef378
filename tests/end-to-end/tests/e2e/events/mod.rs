//! Events: what is sent, byte for byte, and how often.

// Elsewhere, the program full of canaries is compiled and run: `crate::canaries`.
#[cfg(windows)]
mod canaries;
mod contents;
mod expected;
mod once;
mod tags;

/// Ends and panics in all ways: `src/bin/end_ways.rs`.
const WAYS: &str = env!("CARGO_BIN_EXE_end_ways");
