//! The message of an error.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| telemetry_runtime::fuzzing::grouping(text));
