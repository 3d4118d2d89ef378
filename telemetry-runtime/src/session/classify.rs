//! From what a dead run left behind to the session that the server is told.

use super::run_file::{DeadRun, End, Mark};
use crate::clock;
use sentry::protocol::{SessionAttributes, SessionStatus, SessionUpdate};
use std::borrow::Cow;

/// Signals by which a user or a system ends a program: a normal end. The numbers are the same on all systems that have them.
const ASKED_TO_END: [i32; 3] = [1, 2, 15];
/// Servers refuse updates of sessions that are older than this.
const LONGEST_SESSION: std::time::Duration = std::time::Duration::from_secs(5 * 24 * 60 * 60);

/// The one update that begins and ends the session.
pub(crate) fn session(run: &DeadRun) -> SessionUpdate<'static> {
    let mut errors = run.marks.iter().filter(|mark| **mark == Mark::Error).count() as u64;
    let (status, ended) = end(run);
    if status == SessionStatus::Crashed {
        // The server counts a crash as an error.
        errors = errors.max(1);
    }
    let started = run.record.started;
    // A session of weeks cannot be told as one: it ends at its last sign of life, like any other, but within what servers take.
    let ended = ended.clamp(started, started.saturating_add(clock::as_millis(LONGEST_SESSION)));
    #[expect(clippy::cast_precision_loss, reason = "five days of milliseconds fit")]
    let seconds = (ended - started) as f64 / 1000.0;
    SessionUpdate {
        session_id: run.record.sid,
        distinct_id: Some(run.record.did.simple().to_string()),
        sequence: None,
        timestamp: Some(clock::from_millis(ended)),
        started: clock::from_millis(started),
        init: true,
        duration: Some(seconds),
        status,
        errors,
        attributes: SessionAttributes {
            release: Cow::Owned(run.record.release.clone()),
            environment: Some(Cow::Owned(run.record.environment.clone())),
            ip_address: None,
            user_agent: None,
        },
    }
}

/// How the run ended, and when: the first end or signal counts, since nothing that follows it belongs to the run.
fn end(run: &DeadRun) -> (SessionStatus, u64) {
    for mark in &run.marks {
        match *mark {
            Mark::Error => {}
            Mark::End(End::Exited, millis) => return (SessionStatus::Exited, millis),
            Mark::End(End::Crashed, millis) => return (SessionStatus::Crashed, millis),
            Mark::Signal(number) if ASKED_TO_END.contains(&number) => return (SessionStatus::Exited, run.last_life),
            Mark::Signal(_) => return (SessionStatus::Crashed, run.last_life),
        }
    }
    // SIGKILL, or the power went. On Windows, `process::exit` leaves no mark either, and is far more common than both.
    (
        if cfg!(windows) {
            SessionStatus::Exited
        } else {
            SessionStatus::Abnormal
        },
        run.last_life,
    )
}

#[cfg(test)]
mod tests {
    use super::super::run_file::Record;
    use super::*;
    use uuid::Uuid;

    const START: u64 = 1_764_000_000_000;

    fn run(marks: &[Mark], last_life: u64) -> DeadRun {
        let mut record = Record::new(
            Uuid::from_u128(1),
            Uuid::from_u128(2),
            "app@1.0.0".into(),
            "production".into(),
            None,
        );
        record.started = START;
        DeadRun {
            path: "run".into(),
            record,
            marks: marks.to_vec(),
            last_life,
        }
    }

    fn told(marks: &[Mark]) -> (SessionStatus, u64, f64) {
        let session = session(&run(marks, START + 9_000));
        (session.status, session.errors, session.duration.unwrap())
    }

    #[test]
    fn every_end_has_its_status() {
        let exited = Mark::End(End::Exited, START + 1_500);
        assert_eq!(told(&[exited]), (SessionStatus::Exited, 0, 1.5));
        assert_eq!(
            told(&[Mark::Error, Mark::Error, exited]),
            (SessionStatus::Exited, 2, 1.5)
        );
        assert_eq!(
            told(&[Mark::End(End::Crashed, START + 250)]),
            (SessionStatus::Crashed, 1, 0.25)
        );
        assert_eq!(
            told(&[Mark::Error, Mark::End(End::Crashed, START)]),
            (SessionStatus::Crashed, 1, 0.0)
        );
        for signal in [1, 2, 15] {
            assert_eq!(told(&[Mark::Signal(signal)]), (SessionStatus::Exited, 0, 9.0));
        }
        assert_eq!(
            told(&[Mark::Signal(11), Mark::Signal(6)]),
            (SessionStatus::Crashed, 1, 9.0)
        );
    }

    #[cfg(not(windows))]
    #[test]
    fn a_run_without_an_end_is_abnormal() {
        assert_eq!(told(&[]), (SessionStatus::Abnormal, 0, 9.0));
    }

    #[test]
    fn clocks_and_weeks_do_no_harm() {
        let back = session(&run(&[Mark::End(End::Exited, START - 5_000)], START));
        assert_eq!(back.duration, Some(0.0));
        let weeks = session(&run(&[], START + 21 * clock::as_millis(clock::DAY)));
        assert_eq!(weeks.duration, Some(5.0 * 24.0 * 60.0 * 60.0));
    }
}
