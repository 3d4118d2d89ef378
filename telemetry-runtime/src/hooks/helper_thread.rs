//! The helper thread does the work for a thread that panicked.

use super::memory;
use crate::util::catch::catch_quietly;
use crate::util::timeout::Latch;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// The longest time that a panic blocks the program for our work. Naming the frames of a big
/// unoptimised program takes a second on a slow machine. Work that takes longer than this waits for
/// a lock.
pub(super) const LONGEST_BLOCK: Duration = Duration::from_secs(5);
/// The size of its stack in bytes, that of any thread of std. Only the used part takes memory.
const STACK: usize = 2 * 1024 * 1024;

/// Whether a helper thread was late. The next one would be late as well, so none is started.
static STUCK: AtomicBool = AtomicBool::new(false);

/// Returns true if a helper thread can be started.
pub(super) fn is_possible() -> bool {
    !STUCK.load(Ordering::Relaxed) && memory::is_left(memory::FOR_A_THREAD)
}

/// Does the work on a helper thread, which has enough stack, holds no lock, and may panic. Returns
/// `None` if no thread can be started, the work panicked, or it was late; late work may still be
/// done. `time_left` is what is left of [`LONGEST_BLOCK`].
///
/// The thread that panicked may have a small stack, be deep in a recursion, and hold locks that the
/// work needs. Argument and result are boxed, because moving them takes stack.
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
        // It ends at once, so that the program has no thread that it did not start.
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
