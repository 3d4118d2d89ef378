//! `state.json`, and above it a line with the time.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| telemetry_runtime::fuzzing::state(bytes));
