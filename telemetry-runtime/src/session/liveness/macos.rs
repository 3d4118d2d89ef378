//! Facts about a process, from `libproc`. It answers only about processes of the same user.

#![expect(unsafe_code, reason = "std asks only after its own children")]

use super::process::Process;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

/// Nothing about a zombie: the kernel looks for one only if the third argument asks for it.
pub(super) fn process(id: u32) -> Option<Process> {
    // `SZOMB` of `sys/proc.h` and `PROC_FLAG_INEXIT` of `sys/proc_info.h`. The `libc` crate lacks
    // the second, and older versions of it lack both.
    const ZOMBIE: u32 = 5;
    const EXITING: u32 = 4;
    let id = i32::try_from(id).ok().filter(|id| *id > 0)?;
    let size = i32::try_from(size_of::<libc::proc_bsdinfo>()).ok()?;
    // SAFETY: zero is a valid value of each field; the kernel writes at most `size` bytes.
    let info = unsafe {
        let mut info: libc::proc_bsdinfo = std::mem::zeroed();
        let written = libc::proc_pidinfo(id, libc::PROC_PIDTBSDINFO, 0, (&raw mut info).cast(), size);
        (written == size).then_some(info)?
    };
    Some(Process {
        is_alive: info.pbi_status != ZOMBIE && info.pbi_flags & EXITING == 0,
        // For a process that called `exec`, the kernel keeps the original start.
        started: info
            .pbi_start_tvsec
            .saturating_mul(1000)
            .saturating_add(info.pbi_start_tvusec / 1000),
    })
}

/// The file that the process executes.
pub(super) fn executable(id: u32) -> Option<PathBuf> {
    let id = i32::try_from(id).ok().filter(|id| *id > 0)?;
    let mut path = vec![0_u8; usize::try_from(libc::PROC_PIDPATHINFO_MAXSIZE).ok()?];
    let size = u32::try_from(path.len()).ok()?;
    // SAFETY: the buffer is as long as the call says.
    let length = unsafe { libc::proc_pidpath(id, path.as_mut_ptr().cast(), size) };
    path.truncate(usize::try_from(length).ok().filter(|length| *length > 0)?);
    Some(OsString::from_vec(path).into())
}
