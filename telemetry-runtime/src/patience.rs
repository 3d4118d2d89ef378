//! Locks within the process: waited for, but not for ever.

use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

/// At the end of the process another thread may hold a lock and never run again; the end does not wait for it.
const PATIENCE: Duration = Duration::from_millis(5);

/// The lock, or `None` where it cannot be had in time. What a panicking thread left behind is as good as anything else of ours.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> Option<MutexGuard<'_, T>> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::yield_now(),
            Err(TryLockError::WouldBlock) => return None,
        }
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
}
