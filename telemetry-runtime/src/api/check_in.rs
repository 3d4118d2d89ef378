//! `check_in!`: reports once a day that a long-running program is in use.

use crate::event::message;
use crate::registry::check_in::CheckIn;
use crate::run::{self, Run};
use crate::storage::outbox::envelope::Class;
use crate::util::hash::hash;
use crate::util::{clock, files};
use std::fs::{OpenOptions, TryLockError};
use std::io::{self, Seek};
use std::sync::atomic::{AtomicU64, Ordering};

/// The interval at which a check-in touches the run journal, in milliseconds.
const SIGN_OF_LIFE: u64 = 60_000;

/// Called by the expansion of `check_in!`. Records at most one event per name, user and UTC day,
/// across all calls and processes.
pub fn check_in(check_in: &'static CheckIn) {
    static ALIVE: AtomicU64 = AtomicU64::new(0);
    let Some(run) = run::current() else { return };
    run.confirm_start();
    let now = clock::millis();
    // In both directions, because the clock may be set back by a year.
    if now.abs_diff(ALIVE.load(Ordering::Relaxed)) >= SIGN_OF_LIFE {
        ALIVE.store(now, Ordering::Relaxed);
        run.touch();
        run.launcher.reap();
    }
    let today = clock::day(now);
    if !check_in.is_first_on(today) {
        return;
    }
    // If the file of the day cannot be written, no event is recorded: otherwise every call of every
    // process would record one. The event is not counted as dropped, because another process may
    // have recorded it.
    let first = run.preview || {
        let first = first_of_the_day(run, check_in.name, today);
        run.last_error.note(&run.paths.check_ins(), &first);
        first.unwrap_or(false)
    };
    if first {
        run.record(Class::Message, message::check_in(check_in.name));
    }
}

/// Returns true if this is the first check-in with this name by this user on this day.
fn first_of_the_day(run: &Run, name: &str, today: u64) -> io::Result<bool> {
    let Some(user) = run.user else { return Ok(false) };
    let directory = run.paths.check_ins();
    files::directory(&directory)?;
    let path = directory.join(format!("{:016x}", hash(&format!("{name}\n{}", user.simple()))));
    let file = files::open(
        &path,
        OpenOptions::new().read(true).write(true).create(true).truncate(false),
    )?;
    // Correct on Windows too, where the lock blocks reads through every other handle: this function
    // reads through the locked one.
    match file.get()?.try_lock() {
        Ok(()) => {}
        // Another process is making the same check-in at this moment.
        Err(TryLockError::WouldBlock) => return Ok(false),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let last = files::read_from(&file, 64)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok()?.trim().parse().ok());
    if last == Some(today) {
        return Ok(false);
    }
    file.get()?.set_len(0)?;
    file.get()?.rewind()?;
    files::write_all(&file, format!("{today}\n").as_bytes())?;
    Ok(true)
}
