//! Ways in which a process splits, or becomes another program.

use std::io::{Read, Write};
use std::process;

pub(super) const WAYS: &[(&str, fn())] = &[
    ("fork", fork),
    ("leave-a-daemon", leave_a_daemon),
    ("daemonise", daemonise),
    ("become-cat", become_cat),
];

/// Splits the process. `true` in the child.
fn split() -> bool {
    std::io::stdout().flush().expect("somebody listens");
    // SAFETY: this process has only one thread, so that the child finds everything in a state that
    // it can go on with.
    match unsafe { libc::fork() } {
        -1 => panic!("no second process"),
        child => child == 0,
    }
}

/// A child that does not become another program does all that would be recorded in its parent, and
/// exits.
fn fork() {
    if split() {
        crate::work("nothing").expect("a way");
        let _ = std::panic::catch_unwind(|| panic!("in the child"));
        process::exit(3);
    }
    let mut status = 0;
    // SAFETY: the status is ours.
    unsafe { libc::wait(&raw mut status) };
    println!("the child left {}", libc::WEXITSTATUS(status));
}

/// The parent goes on to its end, and the child lives until its standard input ends.
fn leave_a_daemon() {
    if split() {
        live_on_a_leash();
    }
}

/// As `daemon(3)` and most daemons do: split twice, of which the first two end without a word.
fn daemonise() {
    for _ in 0..2 {
        if !split() {
            // SAFETY: ends this process.
            unsafe { libc::_exit(0) };
        }
        // SAFETY: takes nothing. That the second one is refused changes nothing.
        unsafe { libc::setsid() };
    }
    live_on_a_leash();
}

/// The process becomes another program, which copies its standard input until that ends.
fn become_cat() {
    println!("now as another");
    std::io::stdout().flush().expect("somebody listens");
    let error = std::os::unix::process::CommandExt::exec(&mut process::Command::new("cat"));
    panic!("no cat: {error}");
}

/// Lives until its standard input ends, and holds nobody else's stream.
fn live_on_a_leash() -> ! {
    let nowhere = std::fs::File::options().write(true).open("/dev/null").expect("nowhere");
    for stream in [1, 2] {
        // SAFETY: the descriptors are this process's own standard streams.
        unsafe { libc::dup2(std::os::fd::AsRawFd::as_raw_fd(&nowhere), stream) };
    }
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    process::exit(0);
}
