//! What holds of every run journal.

use super::super::entry::{End, Entry};
use super::{Parsed, Record, Recorded, parse};
use crate::model::app::{App, Package};
use crate::privacy::wire::SessionStatus;
use crate::session::{classify, recover};
use crate::storage::outbox::envelope::{Class, Queued};
use crate::util::clock;

static APP: App = App::new(Package::EXAMPLE);

/// A file that lacks its end says less and nothing else; what is read is what would be written; and
/// how the run ended can be envelopes.
pub(crate) fn of_any_bytes(bytes: &[u8], last_life: u64) {
    let Parsed::Run(record, entries) = parse(bytes) else {
        return;
    };
    for length in torn(bytes) {
        if let Parsed::Run(shorter, kept) = parse(&bytes[..length]) {
            assert_eq!(shorter, record);
            assert!(entries.starts_with(&kept), "{kept:?} are no beginning of {entries:?}");
        }
    }
    // The other end of a line, which an editor may have made of ours, is taken off.
    if !bytes.contains(&b'\r') {
        of_any_marks(&record, &entries);
    }
    of_any_end(Recorded {
        path: "run".into(),
        last_life: last_life.max(record.started),
        record,
        entries,
    });
}

/// What is written is read.
pub(crate) fn of_any_marks(record: &Record, entries: &[Entry]) {
    let lines: String = entries.iter().map(Entry::line).collect();
    assert_eq!(lines.lines().count(), entries.len(), "{lines}");
    let Parsed::Run(read, read_marks) = parse(format!("{}\n{lines}", record.to_json()).as_bytes()) else {
        panic!("{record:?} is not read")
    };
    assert_eq!(&read, record);
    assert_eq!(read_marks.len(), entries.len());
    for (read, written) in read_marks.iter().zip(entries) {
        match (read, written) {
            // The last digit of a fraction may be another one.
            (Entry::Panic(read, _), Entry::Panic(written, _)) => assert_eq!(read, written),
            (Entry::Start(read, _), Entry::Start(written, _)) => assert_eq!(read, written),
            (read, written) => assert_eq!(read, written),
        }
    }
}

/// One session at the most, of a length that servers take, and by the first thing that ended the
/// run.
fn of_any_end(mut run: Recorded) {
    let envelopes = recover::envelopes(&APP, &run);
    let is_session = |class: Class| class == Class::Session;
    let sessions = envelopes.iter().filter(|(name, _)| is_session(name.class)).count();
    let is_shared = run.record.did.is_some() && !run.entries.contains(&Entry::Reported);
    assert_eq!(sessions, usize::from(is_shared));
    for (name, envelope) in &envelopes {
        assert_eq!(name.to_string().parse().as_ref(), Ok(name));
        let queued = Queued::parse(&envelope.to_bytes()).unwrap();
        assert_eq!(queued.dsn(), Ok(envelope.dsn.clone()));
        assert_eq!(is_session(name.class), is_session(envelope.class));
    }
    let Some(session) = classify::session(&run) else { return };
    let seconds = session.duration;
    assert!((0.0..=5.0 * 24.0 * 60.0 * 60.0).contains(&seconds), "{seconds}");
    let adopted = |entry: &Entry| matches!(entry, Entry::Adopted(_));
    let first = run
        .entries
        .iter()
        .take_while(|entry| !adopted(entry))
        .find_map(|entry| match entry {
            Entry::End(End::Exited, _) => Some(SessionStatus::Exited),
            Entry::End(End::Crashed, _) => Some(SessionStatus::Crashed),
            Entry::Signal(signal) if signal.asks() => Some(SessionStatus::Exited),
            _ => None,
        });
    if let Some(first) = first.filter(|first| {
        // A child that took over the run goes on after an exit, but not after a crash.
        *first == SessionStatus::Crashed || !run.entries.iter().any(adopted)
    }) {
        assert_eq!(session.status, first);
        // Nothing else that follows an end changes it.
        run.entries.push(Entry::End(End::Crashed, clock::millis()));
        let again = classify::session(&run).unwrap();
        assert_eq!((again.status, again.timestamp), (session.status, session.timestamp));
    }
    assert!(session.status != SessionStatus::Crashed || session.errors > 0);
}

/// Where the file may have been cut off: everywhere in what was written last.
fn torn(bytes: &[u8]) -> impl Iterator<Item = usize> {
    const LAST: usize = 64;
    bytes.len().saturating_sub(LAST)..bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::fatal_signal::At;
    use crate::model::signal::Signal;
    use crate::util::laws::{json, text_of, trial};
    use proptest::prelude::*;
    use uuid::Uuid;

    const PIECES: [&str; 31] = [
        "start ",
        "started",
        "error",
        "dropped",
        "panic ",
        "queued ",
        "signal ",
        "SIGSEGV",
        "SIGTERM",
        "SIGABRT",
        "panicking",
        "command ",
        "at ",
        "returned",
        "forked ",
        "adopted ",
        "reported",
        "end ",
        "exited ",
        "crashed ",
        "0",
        "1",
        "18446744073709551615",
        " ",
        "\n",
        "\n",
        "\n",
        "\r\n",
        "{}",
        "src/a.rs",
        "{\"event_id\":\"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5\"}",
    ];

    fn mark() -> impl Strategy<Value = Entry> {
        let signal = [
            "SIGHUP", "SIGINT", "SIGTERM", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL", "SIGSEGV",
        ];
        let at = ("[a-z:]{1,20}", "[a-zA-Zäß/ .]{1,20}", any::<u32>());
        prop_oneof![
            (any::<u64>(), json()).prop_map(|(millis, event)| Entry::Start(millis, event)),
            Just(Entry::Started),
            Just(Entry::Error),
            Just(Entry::Dropped),
            (any::<u32>(), json()).prop_map(|(number, event)| Entry::Panic(number, event)),
            any::<u32>().prop_map(Entry::Queued),
            prop::sample::select(signal.to_vec()).prop_map(|name| Entry::Signal(Signal::by_name(name).unwrap())),
            Just(Entry::Panicking),
            "[a-z0-9_./-]{1,64}".prop_map(Entry::Command),
            at.prop_map(|(function, file, line)| Entry::At(At { function, file, line })),
            Just(Entry::Returned),
            any::<u32>().prop_map(Entry::Forked),
            any::<u32>().prop_map(Entry::Adopted),
            Just(Entry::Reported),
            any::<u64>().prop_map(|millis| Entry::End(End::Exited, millis)),
            any::<u64>().prop_map(|millis| Entry::End(End::Crashed, millis)),
        ]
    }

    prop_compose! {
        fn record()(
            sid: u128,
            did: Option<u128>,
            texts in ("(?s).{0,12}", "(?s).{0,12}", prop::option::of("(?s).{0,12}")),
            tags in prop::collection::btree_map("(?s).{0,5}", "(?s).{0,5}", 0..3),
            dsn in prop::option::of("https://key@example.org/1|nonsense"),
            started in prop_oneof![any::<u64>(), 1_764_000_000_000..1_764_100_000_000_u64],
            process: u32,
        ) -> Record {
            let (release, environment, dist) = texts;
            let (sid, did) = (Uuid::from_u128(sid), did.map(Uuid::from_u128));
            Record { sid, did, release, environment, dist, tags, dsn, started, process }
        }
    }

    proptest! {
        #![proptest_config(trial())]

        #[test]
        fn they_hold_of_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200), life: u64) {
            of_any_bytes(&bytes, life);
        }

        #[test]
        fn they_hold_of_what_looks_like_one(record in record(), lines in text_of(&PIECES, 40), life: u64) {
            of_any_bytes(format!("{}\n{lines}", record.to_json()).as_bytes(), life);
        }

        #[test]
        fn they_hold_of_what_is_written(record in record(), entries in prop::collection::vec(mark(), 0..9), life: u64) {
            of_any_marks(&record, &entries);
            let lines: String = entries.iter().map(Entry::line).collect();
            of_any_bytes(format!("{}\n{lines}", record.to_json()).as_bytes(), life);
        }
    }
}
