//! Ways that end the program, or seem to.

use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

pub(super) const WAYS: &[(&str, fn())] = &[
    ("usage", usage),
    ("exit-in-a-thread", exit_in_a_thread),
    ("chatter", chatter),
    ("again", again),
    ("environment", environment),
];

/// As `clap` does for a mistake in the arguments.
fn usage() {
    eprintln!("error: unexpected argument '--nonsense' found");
    process::exit(2);
}

/// The process ends while `main` is in the middle of something.
fn exit_in_a_thread() {
    std::thread::spawn(|| process::exit(8));
    loop {
        std::thread::park();
    }
}

/// Prints until nobody listens, as into `| head`.
fn chatter() {
    for line in 0..1_000_000 {
        println!("line {line}");
    }
}

/// The program calls its own `main`, once.
#[allow(
    clippy::main_recursion,
    reason = "that is what it is about; only an entry point is expected to"
)]
fn again() {
    static DONE: AtomicBool = AtomicBool::new(false);
    if !DONE.swap(true, Ordering::Relaxed) {
        println!("once more");
        println!("{:?}", crate::main());
    }
}

/// Prints the variables that a started uploader would have.
fn environment() {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("__TELEMETRY") {
            println!("{}", name.display());
        }
    }
}
