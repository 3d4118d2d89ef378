//! Functions of the C library, in which each thread begins.
//!
//! They say nothing of the program, and to name them can cost more than all others together: where a machine has the library's debug file, it is
//! unpacked and read whole, also for a program without symbols.

/// Whether the address lies in the C library.
#[cfg(unix)]
#[expect(unsafe_code, reason = "only the loader knows what lies where")]
pub(super) fn is_of_c_library(address: *mut std::ffi::c_void) -> bool {
    use std::ffi::{CStr, OsStr};
    use std::os::unix::ffi::OsStrExt;
    // SAFETY: zero is a valid value of each field; the name, where there is one, is a text of the loader's that stays as long as what it is
    // the name of, and this function's caller has not returned to that yet.
    let file = unsafe {
        let mut found: libc::Dl_info = std::mem::zeroed();
        if libc::dladdr(address.cast_const(), &raw mut found) == 0 || found.dli_fname.is_null() {
            return false;
        }
        CStr::from_ptr(found.dli_fname)
    };
    let file = std::path::Path::new(OsStr::from_bytes(file.to_bytes())).file_name();
    let starts = ["libc.", "libc-", "libpthread", "libsystem_", "libdyld."];
    file.is_some_and(|file| starts.iter().any(|start| file.as_bytes().starts_with(start.as_bytes())))
}

/// On Windows, nothing is read for them.
#[cfg(not(unix))]
pub(super) fn is_of_c_library(_address: *mut std::ffi::c_void) -> bool {
    false
}

#[cfg(all(test, target_os = "linux", target_env = "gnu"))]
mod tests {
    use super::*;

    #[test]
    fn the_c_library_is_told_from_the_program() {
        assert!(is_of_c_library(libc::getpid as *mut _));
        assert!(!is_of_c_library(is_of_c_library as *mut _));
        assert!(!is_of_c_library(std::ptr::null_mut()));
    }
}
