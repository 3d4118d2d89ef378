//! The `sentry` crate, from where a program may use it.

use crate::evaluate;
use sentry::protocol::Level;
use std::io::Error;
use std::{fmt, thread};

pub(super) const ACTIONS: &[(&str, fn())] = &[
    ("in-a-command", || evaluate("message").expect("an event")),
    ("in-a-thread", || {
        let told = thread::spawn(|| sentry::capture_message("from a thread", Level::Info));
        told.join().expect("a thread");
    }),
    #[cfg(unix)]
    ("in-a-child", in_a_child),
    ("in-a-hub", || {
        sentry::with_scope(
            |scope| scope.set_level(Some(Level::Fatal)),
            || sentry::capture_message("from a scope", Level::Info),
        );
    }),
    ("often", || {
        for _ in 0..1_000 {
            sentry::capture_error(&Error::other("no prices"));
        }
    }),
    ("in-a-display", || crate::capture(&Captures)),
    ("flush", || {
        let client = sentry::Hub::current().client();
        if let Some(client) = client {
            client.flush(None);
            client.close(None);
        }
        sentry::capture_message("after the end", Level::Info);
    }),
    ("threads", || {
        let threads = std::fs::read_dir("/proc/self/task").map_or(1, Iterator::count);
        println!("{threads} thread");
    }),
    ("panic", || panic!("thrown")),
];

#[cfg(unix)]
fn in_a_child() {
    use std::io::Write;
    std::io::stdout().flush().expect("somebody listens");
    // SAFETY: this process has only one thread, so that the child finds everything in a state that
    // it can go on with.
    match unsafe { libc::fork() } {
        -1 => panic!("no second process"),
        0 => {
            sentry::capture_message("from a child", Level::Error);
            std::process::exit(3);
        }
        _ => {
            let mut status = 0;
            // SAFETY: the status is ours.
            unsafe { libc::wait(&raw mut status) };
            println!("the child left {}", libc::WEXITSTATUS(status));
        }
    }
}

/// Captures something while it is displayed.
#[derive(Debug)]
struct Captures;

impl fmt::Display for Captures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        sentry::capture_message("while an error is displayed", Level::Error);
        f.write_str("outer")
    }
}

impl std::error::Error for Captures {}
