//! A run's file. The first line is when it was last written, in milliseconds since 1970.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| telemetry_runtime::fuzzing::run_file(bytes));
