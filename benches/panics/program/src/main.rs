//! Panics as its argument says: `ends` not at all, `dies` once, at the end of `main`; `one-place`
//! and `twenty-places` ten thousand times, caught each time.

use std::panic::catch_unwind;

/// How often `one-place` and `twenty-places` panic.
const TIMES: usize = 10_000;

#[cfg_attr(
    feature = "telemetry",
    telemetry::main(dsn = "https://0123456789abcdef0123456789abcdef@telemetry.example.org/1")
)]
fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("ends") => {}
        Some("dies") => PLACES[0](TIMES),
        Some("one-place") => catch_all(&PLACES[..1]),
        Some("twenty-places") => catch_all(&PLACES),
        _ => eprintln!("the argument is ends, dies, one-place or twenty-places"),
    }
}

fn catch_all(places: &[fn(usize)]) {
    for (number, place) in (0..TIMES).zip(places.iter().cycle()) {
        assert!(catch_unwind(|| place(number)).is_err());
    }
}

/// Each is at a place of its own.
static PLACES: [fn(usize); 20] = [
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
    |number| panic!("number {number}"),
];
