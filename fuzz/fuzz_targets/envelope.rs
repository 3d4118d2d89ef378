//! A file of the outbox. The first line is its name.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| telemetry_runtime::fuzzing::envelope(bytes));
