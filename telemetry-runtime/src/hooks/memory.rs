//! Checks whether enough memory is left for an event.
//!
//! An allocation that fails aborts the program (`handle_alloc_error`), and no panic can be caught
//! of it. So what a crash report needs is asked for beforehand, in one piece, and given back: under
//! `ulimit -v`, a program that has caught a panic continues without our report, as it would without
//! us.

use std::hint::black_box;

const MB: usize = 1024 * 1024;

/// What a thread and its event need.
///
/// glibc gives each thread a heap of 64 MB, for which it asks for 128. Where it cannot have that,
/// the smallest allocation takes a page.
pub(super) const FOR_A_THREAD: usize = if cfg!(all(target_os = "linux", target_env = "gnu")) {
    160 * MB
} else {
    32 * MB
};

/// Returns whether so many bytes can be had at this moment. They are not touched, and so cost
/// nothing.
pub(super) fn is_left(bytes: usize) -> bool {
    let mut probe = Vec::<u8>::new();
    let is_left = probe.try_reserve_exact(bytes).is_ok();
    // Otherwise the compiler removes the unused allocation.
    black_box(&mut probe);
    is_left
}

/// Returns whether the frames of a panic can be named. That maps the executable, unpacks its debug
/// information where that is compressed, and makes tables of it.
pub(super) fn is_left_for_names() -> bool {
    let executable = std::env::current_exe().and_then(std::fs::metadata);
    let size = executable.map_or(0, |file| usize::try_from(file.len()).unwrap_or(usize::MAX));
    is_left(size.saturating_mul(3).saturating_add(FOR_A_THREAD))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_some_and_not_any_amount() {
        assert!(is_left(1024));
        assert!(!is_left(usize::MAX));
    }
}
