//! Ways of programs that end gracefully, in their own time, when they are asked to.

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::io::Write;
use tokio::signal::unix::{SignalKind, signal};

pub(super) const WAYS: &[(&str, fn())] = &[
    ("ctrlc", by_ctrlc),
    ("signal-hook", by_signal_hook),
    ("tokio", by_tokio),
];

/// The handlers are in place.
fn ready() {
    println!("ready");
    std::io::stdout().flush().expect("somebody listens");
}

fn by_ctrlc() {
    let (asked, wait) = std::sync::mpsc::channel();
    ctrlc::set_handler(move || asked.send(()).expect("somebody waits")).expect("a handler");
    ready();
    wait.recv().expect("a signal");
    println!("gracefully");
}

fn by_signal_hook() {
    let mut signals = signal_hook::iterator::Signals::new([SIGHUP, SIGINT, SIGTERM]).expect("handlers");
    ready();
    println!("gracefully, after {:?}", signals.forever().next());
}

fn by_tokio() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let mut interrupt = signal(SignalKind::interrupt()).expect("a handler");
        let mut terminate = signal(SignalKind::terminate()).expect("a handler");
        ready();
        tokio::select! {
            _ = interrupt.recv() => println!("gracefully, after an interrupt"),
            _ = terminate.recv() => println!("gracefully, asked to terminate"),
        }
    });
}
