//! Derives how a run ended from the entries of its journal.

use crate::event::fatal_signal::Death;
use crate::privacy::wire::{Session, SessionAttributes, SessionStatus};
use crate::storage::journal::entry::{End, Entry};
use crate::storage::journal::run_journal::Recorded;
use crate::util::clock;
use std::time::Duration;

/// Servers reject sessions that are older than this.
const LONGEST_SESSION: Duration = Duration::from_secs(5 * 24 * 60 * 60);
/// A run that is alive is reported at this age. An uploader may run only once a day, and must not
/// be too late.
const OLD: Duration = Duration::from_secs(4 * 24 * 60 * 60);

/// The one update that begins and ends the session; `None` without consent for it, or if it was
/// reported before.
pub(crate) fn session(run: &Recorded) -> Option<Session> {
    let did = run.record.did.filter(|_| !run.entries.contains(&Entry::Reported))?;
    let mut errors = run.entries.iter().filter(|entry| **entry == Entry::Error).count() as u64;
    errors += unqueued_panics(run).count() as u64;
    let (status, ended) = end(run);
    if status == SessionStatus::Crashed {
        // The server counts a crash as an error.
        errors = errors.max(1);
    }
    let started = run.record.started;
    // Servers reject a longer one.
    let ended = ended.clamp(started, started.saturating_add(clock::as_millis(LONGEST_SESSION)));
    #[expect(clippy::cast_precision_loss, reason = "five days of milliseconds fit")]
    let seconds = (ended - started) as f64 / 1000.0;
    Some(Session {
        sid: run.record.sid.to_string(),
        did: did.simple().to_string(),
        init: true,
        started: clock::rfc3339(started),
        timestamp: clock::rfc3339(ended),
        duration: seconds,
        status,
        errors,
        attrs: SessionAttributes {
            release: run.record.release.clone(),
            environment: run.record.environment.clone(),
        },
    })
}

/// The session of a run that is alive but so old that servers would soon reject it: as if the run
/// had ended at its last sign of life.
pub(crate) fn session_of_running(run: &Recorded, now: u64) -> Option<Session> {
    if now.saturating_sub(run.record.started) < clock::as_millis(OLD) {
        return None;
    }
    let mut session = session(run)?;
    session.status = SessionStatus::Exited;
    Some(session)
}

/// How the run ended, and when.
fn end(run: &Recorded) -> (SessionStatus, u64) {
    // A daemon that continues the run does not undo the crash of the process before it.
    for entries in lives(run) {
        match first_end(entries) {
            Some((SessionStatus::Crashed, millis)) => return (SessionStatus::Crashed, millis.unwrap_or(run.last_life)),
            None if death_of(entries).is_some() => return (SessionStatus::Crashed, run.last_life),
            _ => {}
        }
    }
    if let Some((status, millis)) = lives(run).last().and_then(first_end) {
        return (status, millis.unwrap_or(run.last_life));
    }
    let status = if unqueued_panics(run).next().is_some() {
        SessionStatus::Crashed
    } else if goes_on(run) {
        SessionStatus::Exited
    } else {
        // SIGKILL, `TerminateProcess`, or a power cut.
        SessionStatus::Abnormal
    };
    (status, run.last_life)
}

/// The entries of each process that had the run, one after the other.
fn lives(run: &Recorded) -> impl Iterator<Item = &[Entry]> {
    run.entries.split(|entry| matches!(entry, Entry::Adopted(_)))
}

/// The first end counts, or the signal that asked for it: nothing that follows belongs to that
/// process.
fn first_end(entries: &[Entry]) -> Option<(SessionStatus, Option<u64>)> {
    entries.iter().find_map(|entry| match *entry {
        Entry::End(End::Exited, millis) => Some((SessionStatus::Exited, Some(millis))),
        Entry::End(End::Crashed, millis) => Some((SessionStatus::Crashed, Some(millis))),
        Entry::Signal(signal) if signal.asks() => Some((SessionStatus::Exited, None)),
        _ => None,
    })
}

/// Returns true if a child of this run may take it over: no process of it has crashed, and one that
/// was forked exists.
pub(crate) fn may_be_adopted(run: &Recorded, now: u64) -> bool {
    now.saturating_sub(run.record.started) < clock::as_millis(OLD)
        && death(run).is_none()
        && unqueued_panics(run).next().is_none()
        && lives(run)
            .filter_map(first_end)
            .all(|(status, _)| status == SessionStatus::Exited)
        && has_child(run)
}

/// The signal that killed the process. A signal that an end follows did not.
pub(crate) fn death(run: &Recorded) -> Option<Death> {
    lives(run).find_map(death_of)
}

fn death_of(entries: &[Entry]) -> Option<Death> {
    if first_end(entries).is_some() {
        return None;
    }
    let mut found: Option<Death> = None;
    for entry in entries {
        if let Entry::Signal(signal) = entry {
            found = Some(Death {
                signal: Some(*signal),
                overflow: signal.may_be_stack_overflow(),
                ..Death::default()
            });
        }
        let Some(death) = &mut found else { continue };
        match entry {
            Entry::Panicking => death.panicking = true,
            Entry::Returned => death.overflow = false,
            Entry::Command(name) => death.command = Some(name.clone()),
            Entry::At(at) => death.at.push(at.clone()),
            _ => {}
        }
    }
    found
}

/// The events of panics that the process did not queue.
pub(crate) fn unqueued_panics(run: &Recorded) -> impl Iterator<Item = &serde_json::Value> {
    run.entries.iter().filter_map(|entry| match entry {
        Entry::Panic(number, event) if !run.entries.contains(&Entry::Queued(*number)) => Some(event),
        _ => None,
    })
}

/// The start event of a run that ended before it queued it, and the time in the name of its
/// envelope.
pub(crate) fn unqueued_start(run: &Recorded) -> Option<(u64, &serde_json::Value)> {
    let start = run.entries.iter().find_map(|entry| match entry {
        Entry::Start(millis, event) => Some((*millis, event)),
        _ => None,
    });
    start.filter(|_| !run.entries.contains(&Entry::Started))
}

/// Returns true if the process became another program, or has a child that continues, as daemons
/// do.
#[cfg(unix)]
fn goes_on(run: &Recorded) -> bool {
    crate::session::liveness::as_itself(run.record.process, run.record.started) || has_child(run)
}

/// Returns true if the process of a run without an end exists and is this program: its lock was
/// lost because the program has closed all descriptors. (A process that became another program is
/// not.)
#[cfg(unix)]
pub(crate) fn is_without_lock(run: &Recorded) -> bool {
    let ended = lives(run)
        .last()
        .is_some_and(|entries| first_end(entries).is_some() || death_of(entries).is_some());
    let adopted = run.entries.iter().rev().find_map(|entry| match entry {
        Entry::Adopted(process) => Some(*process),
        _ => None,
    });
    let exists = || match adopted {
        Some(process) => crate::session::liveness::in_a_child(process),
        None => {
            crate::session::liveness::as_itself(run.record.process, run.record.started)
                && crate::session::liveness::in_a_child(run.record.process)
        }
    };
    !ended && exists()
}

/// A program on Windows cannot close a handle that it does not know.
#[cfg(not(unix))]
pub(crate) fn is_without_lock(_: &Recorded) -> bool {
    false
}

/// Returns true if a forked child of the run exists.
#[cfg(unix)]
fn has_child(run: &Recorded) -> bool {
    let exists =
        |entry: &Entry| matches!(entry, Entry::Forked(process) if crate::session::liveness::in_a_child(*process));
    run.entries.iter().any(exists)
}

#[cfg(not(unix))]
fn goes_on(_: &Recorded) -> bool {
    false
}

#[cfg(not(unix))]
fn has_child(_: &Recorded) -> bool {
    false
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these are exact")]
mod tests {
    use super::*;
    use crate::event::fatal_signal::At;
    use crate::model::run_record::Record;
    use crate::model::signal::Signal;
    use serde_json::json;

    const START: u64 = 1_764_000_000_000;

    fn run(entries: &[Entry], last_life: u64) -> Recorded {
        Recorded {
            path: "run".into(),
            record: Record {
                started: START,
                ..Record::example()
            },
            entries: entries.to_vec(),
            last_life,
        }
    }

    fn summary(entries: &[Entry]) -> (SessionStatus, u64, f64) {
        let session = session(&run(entries, START + 9_000)).unwrap();
        (session.status, session.errors, session.duration)
    }

    #[test]
    fn every_end_has_its_status() {
        let exited = Entry::End(End::Exited, START + 1_500);
        assert_eq!(summary(std::slice::from_ref(&exited)), (SessionStatus::Exited, 0, 1.5));
        assert_eq!(
            summary(&[Entry::Error, Entry::Error, exited.clone()]),
            (SessionStatus::Exited, 2, 1.5)
        );
        assert_eq!(
            summary(&[Entry::End(End::Crashed, START + 250)]),
            (SessionStatus::Crashed, 1, 0.25)
        );
        assert_eq!(
            summary(&[Entry::Error, Entry::End(End::Crashed, START)]),
            (SessionStatus::Crashed, 1, 0.0)
        );
        for signal in [Signal::Hup, Signal::Int, Signal::Term] {
            assert_eq!(summary(&[Entry::Signal(signal)]), (SessionStatus::Exited, 0, 9.0));
        }
        assert_eq!(
            summary(&[Entry::Signal(Signal::Segv)]),
            (SessionStatus::Crashed, 1, 9.0)
        );
        // What the program lived through.
        let survived = [Entry::Signal(Signal::Segv), Entry::Returned, exited];
        assert_eq!(summary(&survived), (SessionStatus::Exited, 0, 1.5));
    }

    #[test]
    fn a_panic_that_was_not_told_is_a_crash() {
        let panic = Entry::Panic(0, json!({}));
        assert_eq!(summary(std::slice::from_ref(&panic)), (SessionStatus::Crashed, 1, 9.0));
        let exited = Entry::End(End::Exited, START + 1_500);
        let one_queued = [
            panic,
            Entry::Panic(1, json!({})),
            Entry::Queued(0),
            Entry::Error,
            exited,
        ];
        assert_eq!(summary(&one_queued), (SessionStatus::Exited, 2, 1.5));
    }

    #[test]
    fn what_a_signal_struck_is_read() {
        let at = At {
            function: "f".into(),
            file: "src/main.rs".into(),
            line: 3,
        };
        let overflow = [
            Entry::Signal(Signal::Segv),
            Entry::Command("buy".into()),
            Entry::At(at.clone()),
        ];
        let expected = Death {
            signal: Some(Signal::Segv),
            overflow: true,
            panicking: false,
            command: Some("buy".into()),
            at: vec![at],
        };
        assert_eq!(death(&run(&overflow, START)), Some(expected));
        let fault = [Entry::Signal(Signal::Segv), Entry::Returned];
        assert_eq!(death(&run(&fault, START)).map(|death| death.overflow), Some(false));
        let exceptions = [(Signal::StackOverflow, true), (Signal::AccessViolation, false)];
        for (exception, overflow) in exceptions {
            let death = death(&run(&[Entry::Signal(exception)], START)).unwrap();
            assert_eq!((death.signal, death.overflow), (Some(exception), overflow));
        }
        assert_eq!(death(&run(&[Entry::Signal(Signal::CtrlC)], START)), None);
        let abort = [Entry::Signal(Signal::Abrt), Entry::Panicking];
        let death_of = |entries: &[Entry]| death(&run(entries, START)).map(|death| (death.overflow, death.panicking));
        assert_eq!(death_of(&abort), Some((false, true)));
        assert_eq!(death_of(&[Entry::Signal(Signal::Term)]), None);
        assert_eq!(
            death_of(&[Entry::End(End::Crashed, START), Entry::Signal(Signal::Abrt)]),
            None
        );
    }

    #[test]
    fn the_end_of_the_process_that_has_the_run_last_counts() {
        let (exited, crashed) = (Entry::End(End::Exited, START), Entry::End(End::Crashed, START + 250));
        let adopted = Entry::Adopted(17);
        let later = Entry::End(End::Exited, START + 1_500);
        let entries = [exited.clone(), adopted.clone(), later.clone()];
        assert_eq!(summary(&entries), (SessionStatus::Exited, 0, 1.5));
        let entries = [exited.clone(), adopted.clone(), crashed.clone()];
        assert_eq!(summary(&entries), (SessionStatus::Crashed, 1, 0.25));
        assert_eq!(
            summary(&[exited.clone(), adopted.clone()]),
            (SessionStatus::Abnormal, 0, 9.0)
        );
        // A crash is not undone by a child that goes on.
        for crash in [crashed, Entry::Signal(Signal::Segv)] {
            let entries = [crash, adopted.clone(), later.clone()];
            assert_eq!(summary(&entries).0, SessionStatus::Crashed, "{entries:?}");
        }
        let entries = [Entry::Signal(Signal::Term), adopted, later];
        assert_eq!(summary(&entries), (SessionStatus::Exited, 0, 1.5));
    }

    #[cfg(unix)]
    #[test]
    fn a_child_may_take_over_what_has_not_crashed() {
        let may = |entries: &[Entry]| may_be_adopted(&run(entries, START), START);
        let child = Entry::Forked(std::process::id());
        let exited = Entry::End(End::Exited, START);
        assert!(may(&[child.clone(), exited.clone()]) && may(std::slice::from_ref(&child)));
        assert!(!may(&[exited, Entry::Forked(u32::MAX)]) && !may(&[]));
        assert!(!may(&[child.clone(), Entry::End(End::Crashed, START)]));
        assert!(!may(&[child.clone(), Entry::Signal(Signal::Segv)]));
        let old = START + 4 * clock::as_millis(clock::DAY);
        assert!(!may_be_adopted(&run(&[child], START), old));
    }

    #[cfg(unix)]
    #[test]
    fn a_run_without_lock_and_end_goes_on_while_its_process_is_this_program() {
        let mut alive = run(&[], START);
        alive.record.process = std::process::id();
        alive.record.started = clock::millis();
        assert!(is_without_lock(&alive));
        assert!(!is_without_lock(&run(&[], START)), "another process has the id now");
        assert!(is_without_lock(&run(&[Entry::Adopted(std::process::id())], START)));
        for end in [Entry::End(End::Exited, START), Entry::Signal(Signal::Segv)] {
            alive.entries = vec![end];
            assert!(!is_without_lock(&alive));
        }
    }

    #[test]
    fn a_run_without_an_end_is_abnormal() {
        assert_eq!(summary(&[]), (SessionStatus::Abnormal, 0, 9.0));
    }

    #[cfg(unix)]
    #[test]
    fn a_run_without_an_end_whose_process_lives_became_another_program() {
        let mut run = run(&[], START);
        run.record.process = std::process::id();
        run.record.started = clock::millis();
        assert_eq!(session(&run).unwrap().status, SessionStatus::Exited);
    }

    #[test]
    fn what_shares_no_session_or_was_told_has_none() {
        let mut crashes_only = run(&[], START);
        crashes_only.record.did = None;
        assert!(session(&crashes_only).is_none());
        assert!(session(&run(&[Entry::Reported, Entry::Signal(Signal::Segv)], START)).is_none());
    }

    #[test]
    fn clocks_and_weeks_do_no_harm() {
        let back = session(&run(&[Entry::End(End::Exited, START - 5_000)], START)).unwrap();
        assert_eq!(back.duration, 0.0);
        // A time that cannot be written would leave an envelope with nothing in it.
        let mut late = run(&[], 0);
        late.record.started = u64::MAX;
        assert!(serde_json::to_value(session(&late).unwrap()).is_ok());
        let weeks = session(&run(&[], START + 21 * clock::as_millis(clock::DAY))).unwrap();
        assert_eq!(weeks.duration, 5.0 * 24.0 * 60.0 * 60.0);
    }

    #[test]
    fn a_run_that_goes_on_is_told_before_it_is_too_old() {
        let day = clock::as_millis(clock::DAY);
        let run = run(&[Entry::Error], START + 3 * day);
        assert!(session_of_running(&run, START + 3 * day).is_none());
        let session = session_of_running(&run, START + 4 * day).unwrap();
        assert_eq!(
            (session.status, session.errors, session.duration),
            (SessionStatus::Exited, 1, 3.0 * 24.0 * 60.0 * 60.0)
        );
    }
}
