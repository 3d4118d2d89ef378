//! Ways of programs that look after processes of their own, and whose children are all theirs, as
//! far as they know.

use rustix::process::{WaitOptions, wait};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

pub(super) const WAYS: &[(&str, fn())] = &[
    ("waits-for-all", waits_for_all),
    ("ignores-children", ignores_children),
    ("reaps-in-a-handler", reaps_in_a_handler),
    ("heard-of-children", heard_of_children),
];

/// As a runner of jobs that is done when none is left.
#[expect(clippy::zombie_processes, reason = "it waits for whatever there is")]
fn waits_for_all() {
    let job = Command::new("sleep").arg("0.5").spawn().expect("a job");
    let job = i32::try_from(job.id()).expect("a process");
    let mut strangers = 0;
    while let Ok(Some((child, _))) = wait(WaitOptions::empty()) {
        strangers += u32::from(child.as_raw_nonzero().get() != job);
    }
    println!("all are done, and {strangers} strangers");
}

/// As whoever was started by something that does: the kernel takes them all away.
fn ignores_children() {
    // SAFETY: no handler is installed.
    unsafe { libc::signal(libc::SIGCHLD, libc::SIG_IGN) };
}

static HEARD: AtomicU32 = AtomicU32::new(0);

extern "C" fn reap(_: libc::c_int) {
    HEARD.fetch_add(1, Ordering::Relaxed);
    // SAFETY: `waitpid` may be called in a handler, and without a place for the status.
    while unsafe { libc::waitpid(-1, std::ptr::null_mut(), libc::WNOHANG) } > 0 {}
}

/// As many servers do.
fn reaps_in_a_handler() {
    let handler: extern "C" fn(libc::c_int) = reap;
    // SAFETY: the handler does only what a handler may do.
    unsafe { libc::signal(libc::SIGCHLD, handler as libc::sighandler_t) };
}

/// Says what the handler was told, after a while.
fn heard_of_children() {
    std::thread::sleep(Duration::from_millis(500));
    println!("{} signals", HEARD.load(Ordering::Relaxed));
}
