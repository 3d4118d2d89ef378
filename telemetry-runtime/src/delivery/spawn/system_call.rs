//! A system call and nothing else.
//!
//! The C library's calls also write what went wrong to thread-local storage, and some look there for a cancellation. Whoever shares a program's memory
//! without being one of its threads has no such storage but that of a thread.

#![expect(unsafe_code, reason = "there is no other way to call the system")]

use std::ffi::c_long;

/// Whether a call is as the above says. On other processors it is the C library's.
pub(super) const LEAVES_MEMORY_ALONE: bool = cfg!(all(
    any(target_arch = "x86_64", target_arch = "aarch64"),
    target_pointer_width = "64"
));

/// What the system gives; of errors, a number near the largest.
///
/// # Safety
/// What the call needs.
#[inline]
pub(super) unsafe fn system_call(number: c_long, [first, second, third]: [usize; 3]) -> usize {
    let given;
    // SAFETY: the caller answers for what the call does. This is how it is made (`man 2 syscall`): no stack is used, and on x86_64 two registers are lost.
    unsafe {
        #[cfg(all(target_arch = "x86_64", target_pointer_width = "64"))]
        std::arch::asm!(
            "syscall",
            inlateout("rax") number => given,
            in("rdi") first,
            in("rsi") second,
            in("rdx") third,
            lateout("rcx") _,
            lateout("r11") _,
            options(nostack),
        );
        #[cfg(all(target_arch = "aarch64", target_pointer_width = "64"))]
        std::arch::asm!(
            "svc 0",
            in("x8") number,
            inlateout("x0") first => given,
            in("x1") second,
            in("x2") third,
            options(nostack),
        );
        #[cfg(not(all(any(target_arch = "x86_64", target_arch = "aarch64"), target_pointer_width = "64")))]
        {
            given = libc::syscall(number, first, second, third).cast_unsigned() as usize;
        }
    }
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_answers() {
        // SAFETY: neither call writes anything.
        let (id, nothing) = unsafe {
            (
                system_call(libc::SYS_getpid, [0; 3]),
                system_call(libc::SYS_close, [usize::MAX, 0, 0]),
            )
        };
        assert_eq!(id, std::process::id() as usize);
        if LEAVES_MEMORY_ALONE {
            assert_eq!(nothing.cast_signed(), -(libc::EBADF as isize));
        }
    }
}
