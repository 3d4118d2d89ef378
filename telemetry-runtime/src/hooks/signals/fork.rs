//! `fork` without `exec`. The child must not hold the lock of the run journal, which says that the
//! run is alive.
//!
//! A daemon is such a child, and its parent exits. The first process that then wants to record
//! something takes the lock, and with it the run.

use crate::storage::journal::hook_journal;
use crate::util::catch::catch_quietly;

/// Has each child that is made by `fork` let go of the run journal. Children that become other
/// programs never have it: it is closed on `exec`.
pub(super) fn install() {
    // SAFETY: the functions do only what a handler may, as they must in a child of a program with
    // threads.
    unsafe { libc::pthread_atfork(Some(in_parent), None, Some(in_child)) };
}

/// Before the process is split.
extern "C" fn in_parent() {
    catch_quietly(hook_journal::count_fork);
}

extern "C" fn in_child() {
    catch_quietly(hook_journal::let_go);
}
