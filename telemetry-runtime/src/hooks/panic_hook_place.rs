//! Keeps telemetry's panic hook around whatever hook the program has.
//!
//! std can only take the current hook and set another. Between the two calls, for less than a
//! microsecond, std's default hook is in place, and a hook that another thread sets is lost. So
//! nothing is set that is there already, and only the first entry of each command looks.

use crate::util::timeout;
use std::panic::{self, PanicHookInfo};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync>;

/// Telemetry's hook, which gets the hook that it wraps.
pub(super) type OurHook = fn(&PanicHookInfo<'_>, &Hook);

/// The address of the hook that was installed last, and 0 once the program has dropped it.
static OURS: AtomicUsize = AtomicUsize::new(0);
/// How many threads are in a hook of the program's that ours called.
static CALLS: AtomicUsize = AtomicUsize::new(0);

/// The hook that ours wraps.
struct Previous(Hook);

impl Previous {
    fn hook(&self) -> &Hook {
        &self.0
    }
}

impl Drop for Previous {
    /// The program replaced our hook, and another may soon be at its address.
    fn drop(&mut self) {
        OURS.store(0, Ordering::Relaxed);
    }
}

/// Puts our hook around the program's, unless it is there. Returns whether it was.
///
/// Where the program's hook calls ours, which it found, ours is put around that once more, and the
/// inner one stands back.
pub(super) fn ensure(hook: OurHook) -> bool {
    static ALONE: Mutex<()> = Mutex::new(());
    // Both calls below panic on a panicking thread.
    if std::thread::panicking() {
        return false;
    }
    // std replaces no hook that runs, and would have us wait for its end.
    if CALLS.load(Ordering::Relaxed) > 0 {
        return true;
    }
    // Of two threads at once, the second would take std's default hook for the program's.
    let Some(_alone) = timeout::lock(&ALONE) else {
        return true;
    };
    let found = panic::take_hook();
    let was_there = address(&found) == OURS.load(Ordering::Relaxed);
    panic::set_hook(if was_there { found } else { around(found, hook) });
    was_there
}

fn around(found: Hook, hook: OurHook) -> Hook {
    let previous = Previous(found);
    let ours: Hook = Box::new(move |info| hook(info, previous.hook()));
    OURS.store(address(&ours), Ordering::Relaxed);
    ours
}

/// Ours is never 0, and no other's while it exists: it has a size.
fn address(hook: &Hook) -> usize {
    std::ptr::from_ref(&**hook).addr()
}

/// Calls the program's hook.
pub(super) fn calling(call: impl FnOnce()) {
    CALLS.fetch_add(1, Ordering::Relaxed);
    call();
    CALLS.fetch_sub(1, Ordering::Relaxed);
}
