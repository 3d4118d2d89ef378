//! What only the operating system can say, behind a safe interface.

#![expect(unsafe_code, reason = "these facts have no safe interface in std")]

/// The effective user.
#[cfg(unix)]
pub(crate) fn user() -> u32 {
    // SAFETY: takes nothing, touches no memory of ours and cannot fail.
    unsafe { libc::geteuid() }
}

/// Whether this process got more rights at its start than the user who started it (set-user-id and
/// the like).
pub(crate) fn privileged_start() -> bool {
    #[cfg(target_os = "linux")]
    // SAFETY: reads a value that the kernel passed to this process; an unknown key gives 0.
    return unsafe { libc::getauxval(libc::AT_SECURE) } != 0;
    #[cfg(target_os = "macos")]
    // SAFETY: takes nothing and cannot fail.
    return unsafe { libc::issetugid() } != 0;
    #[cfg(not(any(target_os = "linux", target_os = "macos")))]
    false
}

/// How many names a file has: more than one with hard links.
pub(crate) fn names_of(file: &std::fs::File) -> std::io::Result<u64> {
    #[cfg(unix)]
    {
        Ok(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?))
    }
    #[cfg(windows)]
    {
        use std::os::windows::io::AsRawHandle;
        use windows_sys::Win32::Storage::FileSystem::{BY_HANDLE_FILE_INFORMATION, GetFileInformationByHandle};
        let mut information = BY_HANDLE_FILE_INFORMATION::default();
        // SAFETY: the file is open, and the structure is ours.
        let done = unsafe { GetFileInformationByHandle(file.as_raw_handle(), &raw mut information) };
        if done == 0 {
            return Err(std::io::Error::last_os_error());
        }
        Ok(information.nNumberOfLinks.into())
    }
    #[cfg(not(any(unix, windows)))]
    {
        let _ = file;
        Ok(1)
    }
}

/// Whether the file system of this path is mounted read-only.
#[cfg(unix)]
pub(crate) fn is_read_only(path: &std::path::Path) -> bool {
    use std::os::unix::ffi::OsStrExt;
    let Ok(path) = std::ffi::CString::new(path.as_os_str().as_bytes()) else {
        return false;
    };
    // SAFETY: the path ends in zero, the structure is ours, and zero is a valid value of each of
    // its fields.
    unsafe {
        let mut system: libc::statvfs = std::mem::zeroed();
        libc::statvfs(path.as_ptr(), &raw mut system) == 0 && system.f_flag & libc::ST_RDONLY != 0
    }
}

/// Drops what was typed on the terminal and not yet read.
pub(crate) fn forget_typed() {
    // SAFETY: a plain system call; where there is no terminal, nothing happens.
    #[cfg(unix)]
    unsafe {
        libc::tcflush(0, libc::TCIFLUSH)
    };
    #[cfg(windows)]
    {
        use std::os::windows::io::AsRawHandle;
        // SAFETY: a plain system call; where stdin is no console, nothing happens.
        unsafe { windows_sys::Win32::System::Console::FlushConsoleInputBuffer(std::io::stdin().as_raw_handle()) };
    }
}

/// Whether a terminal on stdout shows colours. A console of Windows prints the escape sequences
/// unless the user's shell, or the terminal, has turned them on.
pub(crate) fn stdout_shows_colours() -> bool {
    #[cfg(windows)]
    {
        use std::os::windows::io::AsRawHandle;
        use windows_sys::Win32::System::Console::{ENABLE_VIRTUAL_TERMINAL_PROCESSING, GetConsoleMode};
        let mut mode = 0;
        // SAFETY: a plain system call, and the number is ours.
        let known = unsafe { GetConsoleMode(std::io::stdout().as_raw_handle(), &raw mut mode) } != 0;
        known && mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING != 0
    }
    #[cfg(not(windows))]
    true
}

/// Whether this process may read from its terminal: in the background it would be stopped.
pub(crate) fn is_in_foreground() -> bool {
    // SAFETY: plain system calls.
    #[cfg(unix)]
    unsafe {
        let foreground = libc::tcgetpgrp(0);
        // Of a terminal that controls nobody, there is no background.
        foreground == -1 || foreground == libc::getpgrp()
    }
    #[cfg(not(unix))]
    true
}

/// The machine's name, only ever used to take it out of texts.
pub(crate) fn host() -> Option<String> {
    #[cfg(unix)]
    {
        let mut buffer = [0_u8; 256];
        // SAFETY: the buffer is ours and as long as we say; one byte less keeps the last zero in
        // place.
        let got = unsafe { libc::gethostname(buffer.as_mut_ptr().cast(), buffer.len() - 1) };
        let name = std::ffi::CStr::from_bytes_until_nul(&buffer).ok()?.to_str().ok()?;
        (got == 0 && !name.is_empty()).then(|| name.to_owned())
    }
    #[cfg(not(unix))]
    std::env::var("COMPUTERNAME").ok()
}
