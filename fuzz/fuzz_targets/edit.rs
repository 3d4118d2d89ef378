//! A change of the configuration file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| telemetry_runtime::fuzzing::edit(text));
