//! Ways in which a process splits, or becomes another program.

use std::io::{Read, Write};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

pub(super) const WAYS: &[(&str, fn())] = &[
    ("fork", fork),
    ("leave-a-daemon", leave_a_daemon),
    ("daemonise", daemonise),
    ("become-cat", become_cat),
    ("daemonize", daemonize),
    ("go-on-twice-split", go_on_twice_split),
    ("go-on-as-a-pool", go_on_as_a_pool),
    ("split-for-later", split_for_later),
    ("go-on-later", go_on_later),
    ("wait-for-a-signal", wait_for_a_signal),
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
    split_twice();
    live_on_a_leash();
}

/// The same, and the program goes on in the last one.
fn go_on_twice_split() {
    let first = process::id();
    split_twice();
    let_go_of_streams();
    wait_until_gone(first);
}

fn split_twice() {
    for _ in 0..2 {
        if !split() {
            // SAFETY: ends this process.
            unsafe { libc::_exit(0) };
        }
        // SAFETY: takes nothing. That the second one is refused changes nothing.
        unsafe { libc::setsid() };
    }
}

/// The crate's way: the first process exits as usual.
fn daemonize() {
    let first = process::id();
    daemonize::Daemonize::new().start().expect("a daemon");
    wait_until_gone(first);
}

/// A daemon lives longer than the process that it comes from. These could be over before.
fn wait_until_gone(first: u32) {
    // SAFETY: a plain system call; no signal is sent.
    while unsafe { libc::kill(first.cast_signed(), 0) } == 0 {
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

/// Splits into four workers, which go on once the first process has exited.
fn go_on_as_a_pool() {
    let parent = process::id();
    if !(0..4).any(|_| split()) {
        // SAFETY: ends this process.
        unsafe { libc::_exit(0) };
    }
    let_go_of_streams();
    wait_until_gone(parent);
}

/// The parent of a child that was split off for later.
static PARENT: AtomicU32 = AtomicU32::new(0);

/// The child waits at once until its parent is gone, and is `evaluate`d after that.
fn split_for_later() {
    let parent = process::id();
    if split() {
        let_go_of_streams();
        wait_until_gone(parent);
        PARENT.store(parent, Ordering::Relaxed);
    }
}

/// The parent ends here without a word, and the child goes on.
fn go_on_later() {
    if PARENT.load(Ordering::Relaxed) == 0 {
        // SAFETY: ends this process.
        unsafe { libc::_exit(0) };
    }
}

/// Should no signal come, it must not outlive the tests.
fn wait_for_a_signal() {
    std::thread::sleep(std::time::Duration::from_secs(60));
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
    let_go_of_streams();
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    process::exit(0);
}

fn let_go_of_streams() {
    let nowhere = std::fs::File::options().write(true).open("/dev/null").expect("nowhere");
    for stream in [1, 2] {
        // SAFETY: the descriptors are this process's own standard streams.
        unsafe { libc::dup2(std::os::fd::AsRawFd::as_raw_fd(&nowhere), stream) };
    }
}
