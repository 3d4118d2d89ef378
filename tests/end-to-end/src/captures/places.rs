//! The same error from many places, many times, and from where a program could hardly be worse off.

use crate::{capture, evaluate};
use std::cell::Cell;
use std::io::Error;
use std::panic::{catch_unwind, set_hook, take_hook};
use std::thread;

pub(super) const CAPTURES: &[(&str, fn())] = &[
    ("often", || {
        for _ in 0..20_000 {
            capture!(&error());
        }
    }),
    ("many-places", many_places),
    ("in-a-command", || evaluate("io").expect("a capture")),
    ("in-a-thread", || {
        thread::spawn(|| capture!(&error())).join().expect("a thread");
    }),
    ("in-a-destructor", in_a_destructor),
    ("in-a-panic-hook", in_a_panic_hook),
    ("as-a-thread-ends", || {
        thread::spawn(|| LAST.with(|_| ())).join().expect("a thread");
    }),
    #[cfg(unix)]
    ("at-exit", || {
        // SAFETY: the handler is a static function that returns.
        unsafe { libc::atexit(at_exit) };
    }),
    #[cfg(unix)]
    ("in-a-child", in_a_child),
];

thread_local!(static LAST: Captures = const { Captures(Cell::new(0)) });

fn error() -> Error {
    Error::other("no prices")
}

#[rustfmt::skip]
fn many_places() {
    capture!(&error()); capture!(&error()); capture!(&error()); capture!(&error());
    capture!(&error()); capture!(&error()); capture!(&error()); capture!(&error());
    capture!(&error()); capture!(&error()); capture!(&error()); capture!(&error());
}

/// When it is dropped.
struct Captures(Cell<u8>);

impl Drop for Captures {
    fn drop(&mut self) {
        self.0.set(1);
        capture!(&error());
    }
}

fn in_a_destructor() {
    let caught = catch_unwind(|| {
        let _captures = Captures(Cell::new(0));
        panic!("thrown");
    });
    println!("caught: {}", caught.is_err());
}

fn in_a_panic_hook() {
    let previous = take_hook();
    set_hook(Box::new(move |info| {
        capture!(&error());
        capture!(&super::odd::Unprintable);
        previous(info);
    }));
    println!("caught: {}", catch_unwind(|| panic!("thrown")).is_err());
}

#[cfg(unix)]
extern "C" fn at_exit() {
    capture!(&error());
}

/// A forked child is not the run.
#[cfg(unix)]
fn in_a_child() {
    use std::io::Write;
    std::io::stdout().flush().expect("somebody listens");
    // SAFETY: this process has only one thread, so that the child finds everything in a state that
    // it can go on with.
    match unsafe { libc::fork() } {
        -1 => panic!("no second process"),
        0 => {
            capture!(&error());
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
