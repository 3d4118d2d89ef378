//! A server's answer: lines with the time, the status, `Retry-After` and `X-Sentry-Rate-Limits`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| telemetry_runtime::fuzzing::answer(bytes));
