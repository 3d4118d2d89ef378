//! A canary among words. The first character chooses it, and the first line stands before it.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| telemetry_runtime::fuzzing::canary(text));
