//! Work for a thread that panicked, done by another.

use super::panic_hook::silently;
use crate::patience::Word;
use std::thread::Builder;
use std::time::Duration;

/// Naming the frames of a big program that is not optimised takes a second on a slow machine. Whatever takes longer than this waits for a lock.
const PATIENCE: Duration = Duration::from_secs(5);
/// As much as any thread has. Only what is used of it is ever there.
const STACK: usize = 2 * 1024 * 1024;

/// Does the work on a thread of its own, which has stack enough, holds no lock, and may panic unheard. `None` where no thread can be had, the work
/// panicked, or it was not done in time; then it may still be done later.
///
/// The thread that panicked may be a small one, deep in a recursion, and hold locks that the work needs: those of the program's allocator aside,
/// without which nothing can be done at all. What is given and returned is boxed, because it is copied around on that stack.
pub(super) fn apart<T: Send + 'static>(work: Box<dyn FnOnce() -> Option<Box<T>> + Send>) -> Option<Box<T>> {
    let done = Word::default();
    let said = done.clone();
    let thread = Builder::new().name("telemetry".into()).stack_size(STACK);
    let thread = thread.spawn(move || {
        let result = silently(work).flatten();
        done.say();
        result
    });
    let thread = thread.ok()?;
    // It is as good as gone, and the program shall not find a thread that it did not start.
    if said.is_said_within(PATIENCE) {
        thread.join().ok().flatten()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_done_and_a_panic_in_it_is_silent() {
        assert_eq!(apart(Box::new(|| Some(Box::new(7)))), Some(Box::new(7)));
        let thrown = apart::<u8>(Box::new(|| std::panic::resume_unwind(Box::new(()))));
        assert_eq!(thrown, None);
    }
}
