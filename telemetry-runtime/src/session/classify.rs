//! From what is written of a run to how it ended.

use super::mark::{At, End, Mark};
use super::run_file::Recorded;
use super::signal::Signal;
use crate::clock;
use sentry::protocol::{SessionAttributes, SessionStatus, SessionUpdate};
use std::borrow::Cow;
use std::time::Duration;

/// Servers refuse updates of sessions that are older than this.
const LONGEST_SESSION: Duration = Duration::from_secs(5 * 24 * 60 * 60);
/// A run that still lives is told when it is this old: an uploader comes by once a day at the least, and must not find it too late.
const OLD: Duration = Duration::from_secs(4 * 24 * 60 * 60);

/// The signal by which a run ended.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Death {
    pub(crate) signal: Option<Signal>,
    /// The stack of the thread was used up.
    pub(crate) overflow: bool,
    /// A panic came to it, which was told.
    pub(crate) panicking: bool,
    pub(crate) command: Option<String>,
    /// The annotated functions that the thread was in, innermost first.
    pub(crate) at: Vec<At>,
}

/// The one update that begins and ends the session; `None` of a run that shares none, or that was told before.
pub(crate) fn session(run: &Recorded) -> Option<SessionUpdate<'static>> {
    let did = run.record.did.filter(|_| !run.marks.contains(&Mark::Reported))?;
    let mut errors = run.marks.iter().filter(|mark| **mark == Mark::Error).count() as u64;
    errors += untold(run).count() as u64;
    let (status, ended) = end(run);
    if status == SessionStatus::Crashed {
        // The server counts a crash as an error.
        errors = errors.max(1);
    }
    let started = run.record.started;
    // It ends within what servers take.
    let ended = ended.clamp(started, started.saturating_add(clock::as_millis(LONGEST_SESSION)));
    #[expect(clippy::cast_precision_loss, reason = "five days of milliseconds fit")]
    let seconds = (ended - started) as f64 / 1000.0;
    Some(SessionUpdate {
        session_id: run.record.sid,
        distinct_id: Some(did.simple().to_string()),
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
    })
}

/// Of a run that still lives, but is so old that servers would soon refuse its session: the session as if it ended at its last sign of life.
pub(crate) fn session_of_the_living(run: &Recorded, now: u64) -> Option<SessionUpdate<'static>> {
    if now.saturating_sub(run.record.started) < clock::as_millis(OLD) {
        return None;
    }
    let mut session = session(run)?;
    session.status = SessionStatus::Exited;
    Some(session)
}

/// How the run ended, and when: the first end counts, or whatever asked for it, since nothing that follows belongs to the run.
fn end(run: &Recorded) -> (SessionStatus, u64) {
    for mark in &run.marks {
        match *mark {
            Mark::End(End::Exited, millis) => return (SessionStatus::Exited, millis),
            Mark::End(End::Crashed, millis) => return (SessionStatus::Crashed, millis),
            Mark::Signal(signal) if signal.asks() => return (SessionStatus::Exited, run.last_life),
            _ => {}
        }
    }
    let status = if death(run).is_some() || untold(run).next().is_some() {
        SessionStatus::Crashed
    } else if goes_on(run) {
        SessionStatus::Exited
    } else {
        // SIGKILL or `TerminateProcess`, or the power went.
        SessionStatus::Abnormal
    };
    (status, run.last_life)
}

/// The signal that killed the process. One that the program lived through is none: an end follows it.
pub(crate) fn death(run: &Recorded) -> Option<Death> {
    let ends = |mark: &Mark| match mark {
        Mark::End(..) => true,
        Mark::Signal(signal) => signal.asks(),
        _ => false,
    };
    if run.marks.iter().any(ends) {
        return None;
    }
    let mut found: Option<Death> = None;
    for mark in &run.marks {
        if let Mark::Signal(signal) = mark {
            found = Some(Death {
                signal: Some(*signal),
                overflow: signal.may_be_stack_overflow(),
                ..Death::default()
            });
        }
        let Some(death) = &mut found else { continue };
        match mark {
            Mark::Panicking => death.panicking = true,
            Mark::Returned => death.overflow = false,
            Mark::Command(name) => death.command = Some(name.clone()),
            Mark::At(at) => death.at.push(at.clone()),
            _ => {}
        }
    }
    found
}

/// The events of panics of which nothing more was heard.
pub(crate) fn untold(run: &Recorded) -> impl Iterator<Item = &serde_json::Value> {
    run.marks.iter().filter_map(|mark| match mark {
        Mark::Panic(number, event) if !run.marks.contains(&Mark::Told(*number)) => Some(event),
        _ => None,
    })
}

/// The start event of a run that ended before it queued it, and the time in the name of its envelope.
pub(crate) fn unqueued_start(run: &Recorded) -> Option<(u64, &serde_json::Value)> {
    let start = run.marks.iter().find_map(|mark| match mark {
        Mark::Start(millis, event) => Some((*millis, event)),
        _ => None,
    });
    start.filter(|_| !run.marks.contains(&Mark::Started))
}

/// Whether the process became another program, or left a child to go on in its place, as daemons do.
#[cfg(unix)]
fn goes_on(run: &Recorded) -> bool {
    let forked = |mark: &Mark| matches!(mark, Mark::Forked(process) if super::lives_on::in_a_child(*process));
    super::lives_on::as_itself(run.record.process, run.record.started) || run.marks.iter().any(forked)
}

#[cfg(not(unix))]
fn goes_on(_: &Recorded) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::super::run_file::Record;
    use super::*;
    use serde_json::json;

    const START: u64 = 1_764_000_000_000;

    fn run(marks: &[Mark], last_life: u64) -> Recorded {
        Recorded {
            path: "run".into(),
            record: Record {
                started: START,
                ..Record::example()
            },
            marks: marks.to_vec(),
            last_life,
        }
    }

    fn told(marks: &[Mark]) -> (SessionStatus, u64, f64) {
        let session = session(&run(marks, START + 9_000)).unwrap();
        (session.status, session.errors, session.duration.unwrap())
    }

    #[test]
    fn every_end_has_its_status() {
        let exited = Mark::End(End::Exited, START + 1_500);
        assert_eq!(told(std::slice::from_ref(&exited)), (SessionStatus::Exited, 0, 1.5));
        assert_eq!(
            told(&[Mark::Error, Mark::Error, exited.clone()]),
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
        for signal in [Signal::Hup, Signal::Int, Signal::Term] {
            assert_eq!(told(&[Mark::Signal(signal)]), (SessionStatus::Exited, 0, 9.0));
        }
        assert_eq!(told(&[Mark::Signal(Signal::Segv)]), (SessionStatus::Crashed, 1, 9.0));
        // What the program lived through.
        let survived = [Mark::Signal(Signal::Segv), Mark::Returned, exited];
        assert_eq!(told(&survived), (SessionStatus::Exited, 0, 1.5));
    }

    #[test]
    fn a_panic_that_was_not_told_is_a_crash() {
        let panic = Mark::Panic(0, json!({}));
        assert_eq!(told(std::slice::from_ref(&panic)), (SessionStatus::Crashed, 1, 9.0));
        let exited = Mark::End(End::Exited, START + 1_500);
        let one_told = [panic, Mark::Panic(1, json!({})), Mark::Told(0), Mark::Error, exited];
        assert_eq!(told(&one_told), (SessionStatus::Exited, 2, 1.5));
    }

    #[test]
    fn what_a_signal_struck_is_read() {
        let at = At {
            function: "f".into(),
            file: "src/main.rs".into(),
            line: 3,
        };
        let overflow = [
            Mark::Signal(Signal::Segv),
            Mark::Command("buy".into()),
            Mark::At(at.clone()),
        ];
        let expected = Death {
            signal: Some(Signal::Segv),
            overflow: true,
            panicking: false,
            command: Some("buy".into()),
            at: vec![at],
        };
        assert_eq!(death(&run(&overflow, START)), Some(expected));
        let fault = [Mark::Signal(Signal::Segv), Mark::Returned];
        assert_eq!(death(&run(&fault, START)).map(|death| death.overflow), Some(false));
        let exceptions = [(Signal::StackOverflow, true), (Signal::AccessViolation, false)];
        for (exception, overflow) in exceptions {
            let death = death(&run(&[Mark::Signal(exception)], START)).unwrap();
            assert_eq!((death.signal, death.overflow), (Some(exception), overflow));
        }
        assert_eq!(death(&run(&[Mark::Signal(Signal::CtrlC)], START)), None);
        let abort = [Mark::Signal(Signal::Abrt), Mark::Panicking];
        let death_of = |marks: &[Mark]| death(&run(marks, START)).map(|death| (death.overflow, death.panicking));
        assert_eq!(death_of(&abort), Some((false, true)));
        assert_eq!(death_of(&[Mark::Signal(Signal::Term)]), None);
        assert_eq!(
            death_of(&[Mark::End(End::Crashed, START), Mark::Signal(Signal::Abrt)]),
            None
        );
    }

    #[test]
    fn a_run_without_an_end_is_abnormal() {
        assert_eq!(told(&[]), (SessionStatus::Abnormal, 0, 9.0));
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
        assert!(session(&run(&[Mark::Reported, Mark::Signal(Signal::Segv)], START)).is_none());
    }

    #[test]
    fn clocks_and_weeks_do_no_harm() {
        let back = session(&run(&[Mark::End(End::Exited, START - 5_000)], START)).unwrap();
        assert_eq!(back.duration, Some(0.0));
        // A time that cannot be written would leave an envelope with nothing in it.
        let mut late = run(&[], 0);
        late.record.started = u64::MAX;
        assert!(serde_json::to_value(session(&late).unwrap()).is_ok());
        let weeks = session(&run(&[], START + 21 * clock::as_millis(clock::DAY))).unwrap();
        assert_eq!(weeks.duration, Some(5.0 * 24.0 * 60.0 * 60.0));
    }

    #[test]
    fn a_run_that_goes_on_is_told_before_it_is_too_old() {
        let day = clock::as_millis(clock::DAY);
        let run = run(&[Mark::Error], START + 3 * day);
        assert!(session_of_the_living(&run, START + 3 * day).is_none());
        let told = session_of_the_living(&run, START + 4 * day).unwrap();
        assert_eq!(
            (told.status, told.errors, told.duration),
            (SessionStatus::Exited, 1, Some(3.0 * 24.0 * 60.0 * 60.0))
        );
    }
}
