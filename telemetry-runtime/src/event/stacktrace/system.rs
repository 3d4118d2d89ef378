//! Functions of the C library, in which each thread begins.
//!
//! They say nothing of the program, and to name them can cost more than all others together: where a machine has the library's debug file, it is
//! unpacked and read whole, also for a program without symbols.

/// Whether the address lies in the C library.
#[cfg(unix)]
#[expect(unsafe_code, reason = "only the loader knows what lies where")]
pub(super) fn is_of_c_library(address: *mut std::ffi::c_void) -> bool {
    use std::ffi::CStr;
    // SAFETY: zero is a valid value of each field; the name, where there is one, is a text of the loader's that stays as long as what it is
    // the name of, and this function's caller has not returned to that yet.
    let file = unsafe {
        let mut found: libc::Dl_info = std::mem::zeroed();
        if libc::dladdr(address.cast_const(), &raw mut found) == 0 || found.dli_fname.is_null() {
            return false;
        }
        CStr::from_ptr(found.dli_fname)
    };
    names_c_library(file.to_bytes())
}

/// Whether the loader's name of a file is that of the C library.
#[cfg(any(unix, test))]
fn names_c_library(path: &[u8]) -> bool {
    // On macOS the C library is the whole of `libSystem`, and since macOS 12 the main thread begins
    // in the loader (`start`), for which `dladdr` gives this name.
    if path == b"/usr/lib/dyld" || path.starts_with(b"/usr/lib/system/") {
        return true;
    }
    let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    let beginnings: [&[u8]; 3] = [b"libc.", b"libc-", b"libpthread"];
    beginnings.iter().any(|beginning| name.starts_with(beginning))
}

/// On Windows, nothing is read for them.
#[cfg(not(unix))]
pub(super) fn is_of_c_library(_address: *mut std::ffi::c_void) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(any(all(target_os = "linux", target_env = "gnu"), target_os = "macos"))]
    #[test]
    fn the_c_library_is_told_from_the_program() {
        assert!(is_of_c_library(libc::getpid as *mut _));
        assert!(!is_of_c_library(is_of_c_library as *mut _));
        assert!(!is_of_c_library(std::ptr::null_mut()));
    }

    #[test]
    fn the_c_library_is_known_by_its_file() {
        for path in [
            "/lib/x86_64-linux-gnu/libc.so.6",
            "/lib64/libc-2.31.so",
            "/lib64/libpthread-2.31.so",
            "/usr/lib/dyld",
            "/usr/lib/system/libdyld.dylib",
            "/usr/lib/system/libsystem_c.dylib",
            "/usr/lib/system/libsystem_pthread.dylib",
            "/usr/lib/system/libdispatch.dylib",
        ] {
            assert!(names_c_library(path.as_bytes()), "{path}");
        }
        for path in [
            "",
            "/",
            "/home/ada/libc.d/program",
            "/home/ada/bin/dyld",
            "/usr/lib/dyld/program",
            "/usr/lib/libcurl.4.dylib",
            "/usr/lib/libobjc.A.dylib",
            "/System/Library/Frameworks/CoreFoundation.framework/Versions/A/CoreFoundation",
        ] {
            assert!(!names_c_library(path.as_bytes()), "{path}");
        }
    }
}
