//! Panics in the ways that its arguments name, one after the other. In the line of each panic stands its way's name.

mod checks;
mod shapes;
mod tasks;
mod threads;

use std::hint::black_box;
use std::panic::catch_unwind;

/// A way to panic. Its argument is 7, which the compiler does not know.
type Way = (&'static str, fn(usize) -> usize);

#[telemetry::main(app = "e2e")]
fn main() {
    for argument in std::env::args().skip(1) {
        let _ = catch_unwind(|| work(&argument));
    }
}

#[telemetry::command]
#[inline(never)]
fn work(name: &str) -> usize {
    let all = [checks::WAYS, threads::WAYS, tasks::WAYS, shapes::WAYS].concat();
    let (_, way) = all.iter().find(|(known, _)| *known == name).expect("a way");
    // Not the last call, which an optimised program jumps to.
    way(black_box(7)) + black_box(1)
}
