//! Work for a thread that panicked, done by another.

use super::memory;
use crate::util::catch::catch_quietly;
use crate::util::timeout::Latch;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// How long a panic may block the program for our purposes, in all. Naming the frames of a big
/// program that is not optimised takes a second on a slow machine. Whatever takes longer than this
/// waits for a lock.
pub(super) const LONGEST_BLOCK: Duration = Duration::from_secs(5);
/// As much as any thread has. Only what is used of it is ever there.
const STACK: usize = 2 * 1024 * 1024;

/// Whether a thread did not do its work in time. The next one would not either, and the program
/// would wait again.
static STUCK: AtomicBool = AtomicBool::new(false);

/// Whether it is worth trying.
pub(super) fn is_possible() -> bool {
    !STUCK.load(Ordering::Relaxed) && memory::is_left(memory::FOR_A_THREAD)
}

/// Does the work on a thread of its own, which has stack enough, holds no lock, and may panic
/// unheard. `None` where no thread can be had, the work panicked, or it was not done in time; then
/// it may still be done later. `time_left` is what is left of [`LONGEST_BLOCK`].
///
/// The thread that panicked may be a small one, deep in a recursion, and hold locks that the work needs: those of the program's allocator aside,
/// without which nothing can be done at all. What is given and returned is boxed, because it is copied around on that stack.
pub(super) fn on_helper_thread<T: Send + 'static>(
    time_left: &mut Duration,
    work: Box<dyn FnOnce() -> Option<Box<T>> + Send>,
) -> Option<Box<T>> {
    let done = Latch::default();
    let latch = done.clone();
    let thread = Builder::new().name("telemetry".into()).stack_size(STACK);
    let thread = thread.spawn(move || {
        let result = catch_quietly(work).flatten();
        done.open();
        result
    });
    let thread = thread.ok()?;
    let begin = Instant::now();
    let is_done = latch.wait(*time_left);
    *time_left = time_left.saturating_sub(begin.elapsed());
    if is_done {
        // It is as good as gone, and the program shall not find a thread that it did not start.
        thread.join().ok().flatten()
    } else {
        STUCK.store(true, Ordering::Relaxed);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_and_a_panic_in_it_is_silent() {
        let mut time_left = LONGEST_BLOCK;
        assert_eq!(
            on_helper_thread(&mut time_left, Box::new(|| Some(Box::new(7)))),
            Some(Box::new(7))
        );
        let thrown = on_helper_thread::<u8>(&mut time_left, Box::new(|| std::panic::resume_unwind(Box::new(()))));
        assert_eq!(thrown, None);
        assert!(is_possible());
        // All that is done for a panic shares one bound, and who was late once is not asked again.
        let mut time_left = Duration::from_millis(1);
        let work = || {
            std::thread::sleep(Duration::from_millis(20));
            Some(Box::new(()))
        };
        assert_eq!(on_helper_thread(&mut time_left, Box::new(work)), None);
        assert_eq!(time_left, Duration::ZERO);
        assert!(!is_possible());
        STUCK.store(false, Ordering::Relaxed);
    }
}
