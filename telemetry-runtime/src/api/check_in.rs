//! `check_in!`: a sign of life of a long-running program.

use crate::event::message;
use crate::registry::check_in::CheckIn;
use crate::run::{self, Run};
use crate::storage::outbox::envelope::Class;
use crate::util::hash::hash;
use crate::util::{clock, files};
use std::fs::{OpenOptions, TryLockError};
use std::io::{self, Seek};
use std::sync::atomic::{AtomicU64, Ordering};

/// How often the run's file is told that the run is alive, in milliseconds.
const SIGN_OF_LIFE: u64 = 60_000;

/// Called where `check_in!` stands: at most one event per name, user and UTC day, however often and by however many processes.
pub fn check_in(check_in: &'static CheckIn) {
    static ALIVE: AtomicU64 = AtomicU64::new(0);
    let Some(run) = run::current() else { return };
    run.confirm_start();
    let now = clock::millis();
    // In both directions: the clock may be put back by a year.
    if now.abs_diff(ALIVE.load(Ordering::Relaxed)) >= SIGN_OF_LIFE {
        ALIVE.store(now, Ordering::Relaxed);
        run.touch();
        run.launcher.reap();
    }
    let today = clock::day(now);
    if !check_in.is_first_on(today) {
        return;
    }
    // A file that cannot be written would let the event out at every call of every process: then none goes. Nor is it counted, since it may
    // have been told already.
    let first = run.preview || {
        let first = first_of_the_day(run, check_in.name, today);
        run.last_error.note(&run.paths.check_ins(), &first);
        first.unwrap_or(false)
    };
    if first {
        run.record(Class::Message, message::check_in(check_in.name));
    }
}

/// Whether this is the day's first check-in of that name by this user.
fn first_of_the_day(run: &Run, name: &str, today: u64) -> io::Result<bool> {
    let Some(user) = run.user else { return Ok(false) };
    let directory = run.paths.check_ins();
    files::directory(&directory)?;
    let path = directory.join(format!("{:016x}", hash(&format!("{name}\n{}", user.simple()))));
    let file = files::open(
        &path,
        OpenOptions::new().read(true).write(true).create(true).truncate(false),
    )?;
    // Right on Windows too, where the lock denies the content to every other handle: only this one
    // reads it.
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
