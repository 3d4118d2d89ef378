//! `fork` without a new program. The child is not the run: it must not hold the lock that says that the run lives.
//!
//! A daemon is such a child, and its parent exits. The first process that then wants to record
//! something takes the lock, and with it the run.

use super::super::digits::Digits;
use super::super::panic_hook::silently;
use super::{CONTEXT, Context, Opened};
use crate::identity::Identity;
use std::sync::atomic::{AtomicU32, Ordering};

/// At most so many children of a run are noted: a daemon is one of the first, and some programs fork for ever.
const MOST: u32 = 16;

static FORKS: AtomicU32 = AtomicU32::new(0);

/// Has each child that is made by `fork` let go of the run's file. Children that become other programs never have it: it is closed on `exec`.
pub(super) fn install() {
    // SAFETY: the functions do only what a handler may, as they must in a child of a program with threads.
    unsafe { libc::pthread_atfork(Some(in_parent), None, Some(in_child)) };
}

/// Before the process is split.
extern "C" fn in_parent() {
    silently(|| FORKS.fetch_add(1, Ordering::Relaxed));
}

extern "C" fn in_child() {
    silently(let_go);
}

fn let_go() {
    let Some(context) = CONTEXT.get() else { return };
    if context.over.load(Ordering::Relaxed) {
        return;
    }
    super::keeping_errno(|| {
        // The lock belongs to the parent's opening of the file, of which this is a copy. In a child
        // of a child, or where the program has closed it, another file may have the number.
        let (descriptor, identity) = &context.lock;
        let descriptor = descriptor.load(Ordering::Relaxed);
        if Identity::of_descriptor(descriptor) == Some(*identity) {
            // SAFETY: the descriptor is our own.
            unsafe { libc::close(descriptor) };
        }
        // The parent of a daemon often ends without a word (`_exit`). That its child goes on tells this end from a bad one.
        if FORKS.load(Ordering::Relaxed) <= MOST {
            let process = Digits::of(super::process().unsigned_abs());
            Opened::of(context).write_line(&["forked ", process.as_str()]);
        }
    });
}

/// How often the process was split.
pub(super) fn count() -> u32 {
    FORKS.load(Ordering::Relaxed)
}

/// Takes over the run in a child, if no process holds its lock: its parent has exited, and no other
/// child was first.
pub(super) fn adopt(context: &Context) -> bool {
    let mut adopted = false;
    super::keeping_errno(|| {
        let (descriptor, identity) = &context.lock;
        let file = Opened::of(context);
        // SAFETY: a plain system call on our own descriptor.
        let is_locked = Identity::of_descriptor(file.0) == Some(*identity)
            && unsafe { libc::flock(file.0, libc::LOCK_EX | libc::LOCK_NB) } == 0;
        if is_locked {
            let process = super::process();
            context.process.store(process, Ordering::Relaxed);
            file.write_line(&["adopted ", Digits::of(process.unsigned_abs()).as_str()]);
            descriptor.store(file.keep(), Ordering::Relaxed);
            adopted = true;
        }
    });
    adopted
}
