//! Bounded waits for locks and threads of this process.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

/// At the end of the process another thread may hold a lock and never run again; the end does not
/// wait for it.
const LONGEST_WAIT: Duration = Duration::from_millis(5);

/// The lock, or `None` where it cannot be had in time. What a panicking thread left behind is as
/// good as anything else of ours.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    let deadline = Instant::now() + LONGEST_WAIT;
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::yield_now(),
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}

/// What one thread says to another, once. Not a channel, whose code is much larger; not `park`,
/// which might take the program's own wake-up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Latch(Arc<(Mutex<bool>, Condvar)>);

impl Latch {
    pub(crate) fn open(&self) {
        let (is_open, change) = &*self.0;
        if let Ok(mut is_open) = is_open.lock() {
            *is_open = true;
        }
        change.notify_one();
    }

    /// Waits until it is said, but no longer than this.
    pub(crate) fn wait(&self, time: Duration) -> bool {
        let (is_open, change) = &*self.0;
        let waited = is_open
            .lock()
            .ok()
            .and_then(|is_open| change.wait_timeout_while(is_open, time, |is_open| !*is_open).ok());
        waited.is_some_and(|(is_open, _)| *is_open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_that_is_never_let_go_is_given_up() {
        let mutex = Mutex::new(1);
        assert_eq!(lock(&mutex).as_deref(), Some(&1));
        let _held = mutex.lock().unwrap();
        assert!(lock(&mutex).is_none());
    }

    #[test]
    fn a_word_is_heard_and_silence_is_not_waited_for() {
        let latch = Latch::default();
        assert!(!latch.wait(Duration::from_millis(5)));
        let said = latch.clone();
        std::thread::spawn(move || said.open());
        assert!(latch.wait(Duration::from_secs(60)));
    }
}
