//! How the uploader behaves as a process among others.
//!
//! On Windows a child inherits only what it is told to, gets its priority from the parent, and is nobody's to wait for.

#![expect(
    unsafe_code,
    reason = "closing what others left open, stepping back and ending at once have no safe interface in std"
)]

/// Closes every descriptor but the standard three, so that nobody waits for a file, a pipe or a lock that this process inherited.
///
/// With the C library's `close`, one by one: what a library in front of the program (`LD_PRELOAD`) has opened for itself, that one does not let go. On Linux since 5.9 little
/// else is left: see `orphan.rs`.
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
        // SAFETY: nothing of ours in this process has opened a descriptor yet, so none that is closed here has an owner that uses it. The directory that was listed is
        // closed already, which this reports and changes nothing.
        unsafe { libc::close(descriptor) };
    }
}

/// Ends this process at once, without what the program may have registered for its end before `main`: that is its own code, which may
/// also not come to an end.
pub(crate) fn end() -> ! {
    // SAFETY: what is lost with the process is nobody's: all files are written.
    unsafe { libc::_exit(0) }
}

/// Steps back behind whatever the user is doing, in whatever directory, can be asked to end, and tells `ps` and `top` what this is.
pub(crate) fn step_back() {
    // Perhaps only here: what is in front of the program may have been named from the directory in which it was started.
    let _ = std::env::set_current_dir("/");
    // SAFETY: plain system calls on this process; a set of signals is plain data, and is filled before it is read; the name is a static string
    // that ends with a zero.
    unsafe {
        // Whatever the program, or `orphan`, has kept back.
        let mut none = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::pthread_sigmask(libc::SIG_SETMASK, &raw const none, std::ptr::null_mut());
        // Behind the program, whatever its own place is.
        libc::nice(10);
        #[cfg(target_os = "linux")]
        libc::prctl(libc::PR_SET_NAME, c"telemetry".as_ptr());
    }
}
