//! Reads and replaces the action of a signal.

/// Puts a handler in the place of what is there, if `replaces` says so. Gives what was there.
pub(super) fn put(
    signal: i32,
    handler: libc::sighandler_t,
    replaces: impl FnOnce(&libc::sigaction) -> bool,
) -> Option<libc::sigaction> {
    // SAFETY: the structures are ours, and zero is a valid value of each of their fields; the
    // handler does only what a handler may.
    unsafe {
        let mut current: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(signal, std::ptr::null(), &raw mut current) != 0 || !replaces(&current) {
            return None;
        }
        let mut ours: libc::sigaction = std::mem::zeroed();
        ours.sa_sigaction = handler;
        // On the thread's other stack, if it has one: its own may be used up, or be one that the
        // program made for a purpose of its own.
        ours.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
        libc::sigemptyset(&raw mut ours.sa_mask);
        (libc::sigaction(signal, &raw const ours, std::ptr::null_mut()) == 0).then_some(current)
    }
}

/// Has a signal do what it does by default.
pub(super) fn set_default(signal: i32) {
    // SAFETY: as in `put`.
    unsafe {
        let mut default: libc::sigaction = std::mem::zeroed();
        default.sa_sigaction = libc::SIG_DFL;
        libc::sigaction(signal, &raw const default, std::ptr::null_mut());
    }
}

/// Whether this handler is the installed one.
pub(super) fn is_installed(signal: i32, handler: libc::sighandler_t) -> bool {
    // SAFETY: as in `put`.
    unsafe {
        let mut current: libc::sigaction = std::mem::zeroed();
        libc::sigaction(signal, std::ptr::null(), &raw mut current) == 0 && current.sa_sigaction == handler
    }
}
