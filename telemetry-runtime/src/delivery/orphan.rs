//! Starts a process that is not a child of this one: a program that waits for its children, any or all of them, would wait for a server, or
//! take the uploader's end for that of one of its own. No signal says that it ended, and it need not be reaped.
//!
//! There is no other way to this on Linux than a process in between, which starts it and ends. That one is made with no signal for its end, which
//! hides it from everybody who does not ask for such processes.

#![expect(unsafe_code, reason = "std starts children only")]

use std::ffi::{c_int, c_void};
use std::io;
use std::process::Command;

/// What is between runs on a stack of its own. The system gives memory only for what is used of it.
const STACK: usize = 256 * 1024;

/// Whether an orphan would become a child of this process after all, as in a container whose first process it is.
pub(super) fn comes_back() -> bool {
    std::process::id() == 1
}

/// What is asked of the process between, and what it says.
struct Order<'a> {
    command: &'a mut Command,
    spawned: io::Result<()>,
}

/// # Errors
/// What the system says.
pub(super) fn spawn(command: &mut Command) -> io::Result<()> {
    let mut order = Order {
        command,
        spawned: Err(io::ErrorKind::Other.into()),
    };
    let mut stack = Vec::<u128>::with_capacity(STACK / size_of::<u128>());
    let top = stack.spare_capacity_mut().as_mut_ptr_range().end;
    let flags = libc::CLONE_VM | libc::CLONE_VFORK;
    let signals = Blocked::all();
    // SAFETY: this is what `posix_spawn` does. The process between shares this one's memory, while this thread, whose stack, order and thread-local storage it uses, stands
    // still until it has ended (`CLONE_VFORK`); to all other threads it is no other than this thread. No signal handler can run in it. Its stack is aligned, grows
    // downwards, and is freed after that.
    let between = unsafe { libc::clone(start, top.cast(), flags, (&raw mut order).cast()) };
    let cloned = if between == -1 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    };
    if between > 0 {
        // SAFETY: a plain system call, without a place for the status.
        unsafe { libc::waitpid(between, std::ptr::null_mut(), libc::__WCLONE) };
    }
    drop(signals);
    cloned.and(order.spawned)
}

/// The process between. Its end is that of this function.
extern "C" fn start(order: *mut c_void) -> c_int {
    // SAFETY: `spawn` gives it, and does nothing with it meanwhile.
    let order = unsafe { &mut *order.cast::<Order<'_>>() };
    order.spawned = order.command.spawn().map(drop);
    0
}

/// All signals of this thread, kept back until it is dropped.
struct Blocked(libc::sigset_t);

impl Blocked {
    fn all() -> Self {
        // SAFETY: a set of signals is plain data, and both are filled before they are read.
        unsafe {
            let (mut all, mut before) = (std::mem::zeroed(), std::mem::zeroed());
            libc::sigfillset(&raw mut all);
            libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before);
            Self(before)
        }
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        // SAFETY: the set is the one that was there before.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &raw const self.0, std::ptr::null_mut()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::time::{Duration, Instant};

    #[test]
    fn it_runs_and_is_no_child() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("parent");
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", "echo $PPID > parent.new && mv parent.new parent"])
            .current_dir(scratch.path());
        spawn(&mut command).unwrap();
        let start = Instant::now();
        while !path.exists() {
            assert!(start.elapsed() < Duration::from_secs(30));
            std::thread::sleep(Duration::from_millis(1));
        }
        let parent = fs::read_to_string(path).unwrap();
        assert_ne!(parent.trim(), std::process::id().to_string());
    }

    #[test]
    fn what_cannot_be_started_is_told() {
        let error = spawn(&mut Command::new("/nowhere/at/all")).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn signals_are_as_before() {
        let mask = || {
            let status = fs::read_to_string("/proc/thread-self/status").unwrap();
            status
                .lines()
                .find(|line| line.starts_with("SigBlk"))
                .unwrap()
                .to_owned()
        };
        let before = mask();
        let all = Blocked::all();
        assert_ne!(mask(), before);
        drop(all);
        assert_eq!(mask(), before);
    }
}
