//! The uploader as a process: its priority, its descriptors, its exit.
//!
//! On Windows it inherits only what its launcher lists, and its launcher gives it its priority and
//! directory.

#![expect(
    unsafe_code,
    reason = "closing what others left open, stepping back and ending at once have no safe interface in std"
)]

/// Closes every inherited descriptor but the standard three, so that no other process waits for a
/// file, a pipe or a lock because the uploader has it, too.
///
/// With the C library's `close`, one by one: a library in front of the program (`LD_PRELOAD`)
/// replaces that function and keeps its own descriptors open. On Linux since 5.9 little else is
/// left: see `spawn/linux.rs`.
#[cfg(unix)]
pub(crate) fn close_inherited() {
    const FIRST: i32 = 3;
    let listed = std::fs::read_dir("/dev/fd").or_else(|_| std::fs::read_dir("/proc/self/fd"));
    let open: Vec<i32> = listed.map_or_else(
        |_| (FIRST..1024).collect(),
        |entries| {
            entries
                .flatten()
                .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
                .collect()
        },
    );
    for descriptor in open.into_iter().filter(|descriptor| *descriptor >= FIRST) {
        if may_be_inherited(descriptor) {
            // SAFETY: no code of ours in this process has opened a descriptor that stays open on
            // `exec`, so none that is closed here has an owner that uses it.
            unsafe { libc::close(descriptor) };
        }
    }
}

/// Whether the descriptor is open and may come from the process that started this one.
///
/// Descriptors that close on `exec` do not: a library of the system, or a thread that was started
/// before `main`, opened them in this process and uses them. On macOS the kernel kills a process
/// that closes a guarded descriptor (`EXC_GUARD`), and every guarded one closes on `exec`
/// (`guarded_open_np` and `change_fdguard_np` in XNU's `bsd/kern/kern_guarded.c`).
#[cfg(unix)]
fn may_be_inherited(descriptor: i32) -> bool {
    // SAFETY: a plain system call, which fails if nothing is open there.
    let flags = unsafe { libc::fcntl(descriptor, libc::F_GETFD) };
    flags >= 0 && flags & libc::FD_CLOEXEC == 0
}

/// Ends this process at once, without what the program may have registered for its end before
/// `main`: that is its own code, which may also not come to an end.
#[cfg(unix)]
pub(crate) fn end() -> ! {
    // SAFETY: what is lost with the process is nobody's: all files are written.
    unsafe { libc::_exit(0) }
}

#[cfg(windows)]
pub(crate) fn end() -> ! {
    use windows_sys::Win32::System::Threading::{GetCurrentProcess, TerminateProcess};
    // SAFETY: as on Unix. The handle means this process.
    unsafe { TerminateProcess(GetCurrentProcess(), 0) };
    // Not reached.
    std::process::abort()
}

/// No process is started as an uploader there.
#[cfg(not(any(unix, windows)))]
pub(crate) fn end() -> ! {
    std::process::exit(0)
}

/// Steps back behind the user's programs, unblocks all signals, and names the process for `ps` and
/// `top`.
#[cfg(unix)]
pub(crate) fn step_back() {
    // SAFETY: plain system calls on this process; a set of signals is plain data, and is filled
    // before it is read; the name is a static string that ends with a zero.
    unsafe {
        // Whatever the program, or `spawn`, has kept back.
        let mut none = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const none, std::ptr::null_mut());
        // Behind the program, whatever its own place is.
        libc::nice(10);
        #[cfg(target_os = "linux")]
        libc::prctl(libc::PR_SET_NAME, c"telemetry".as_ptr());
    }
}

/// The launcher has done that already.
#[cfg(not(unix))]
pub(crate) fn step_back() {}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::fd::AsRawFd;

    #[test]
    fn only_what_stays_open_on_exec_may_be_inherited() {
        let file = std::fs::File::open("/dev/null").unwrap();
        assert!(!may_be_inherited(file.as_raw_fd()), "std's files close on `exec`");
        // SAFETY: the copy is nobody else's, and closed below.
        let copy = unsafe { libc::dup(file.as_raw_fd()) };
        assert!(may_be_inherited(copy));
        // SAFETY: as above.
        unsafe { libc::close(copy) };
        assert!(!may_be_inherited(i32::MAX));
    }
}
