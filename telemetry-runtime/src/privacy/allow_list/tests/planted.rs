//! An event in which every field is a canary, however deep and however many there are, and the few places where canaries come out again.

mod contexts;
mod event;
mod plant;

use super::super::super::sentry_events;
use super::super::{Origin, event as let_out, json_of, to_json};
use crate::model::app::{App, Messages, Package};
use crate::util::laws::trial;
use plant::{Kind, Plant, places};
use proptest::prelude::*;
use std::collections::BTreeSet;

static SCRUBBED: App = App::new(Package::EXAMPLE);
static WITHHELD: App = App::new(Package::EXAMPLE).messages(Messages::Withheld);

/// Where a canary may stand in what is sent of an event of our own: all of these were fixed when the program was compiled, but for `value`.
const OWN: &str = "\
event_id
timestamp
message
fingerprint.*
exception.values.*.type
exception.values.*.value
exception.values.*.mechanism.type
exception.values.*.stacktrace.frames.*.function
exception.values.*.stacktrace.frames.*.module
exception.values.*.stacktrace.frames.*.filename
exception.values.*.stacktrace.frames.*.lineno
exception.values.*.stacktrace.frames.*.colno";

/// Of an event of our own without free text.
const OWN_WITHHELD: &str = "\
event_id
timestamp
message
fingerprint.*
exception.values.*.type
exception.values.*.mechanism.type
exception.values.*.stacktrace.frames.*.function
exception.values.*.stacktrace.frames.*.module
exception.values.*.stacktrace.frames.*.filename
exception.values.*.stacktrace.frames.*.lineno
exception.values.*.stacktrace.frames.*.colno";

/// What builds with that feature send besides.
const ADDRESSES: &str = "\
exception.values.*.stacktrace.frames.*.instruction_addr
debug_meta.images.*.name
debug_meta.images.*.image_addr
debug_meta.images.*.image_size
debug_meta.images.*.image_vmaddr
debug_meta.images.*.id
debug_meta.images.*.code_id
debug_meta.images.*.debug_file";

/// Of an event that the program made, in ordinary words.
const PROGRAM: &str = "\
event_id
message
exception.values.*.type
exception.values.*.value
exception.values.*.stacktrace.frames.*.function
exception.values.*.stacktrace.frames.*.module
exception.values.*.stacktrace.frames.*.filename
exception.values.*.stacktrace.frames.*.lineno
exception.values.*.stacktrace.frames.*.colno";

/// Of one whose author lets no texts out.
const PROGRAM_WITHHELD: &str = "\
event_id
exception.values.*.stacktrace.frames.*.function
exception.values.*.stacktrace.frames.*.module
exception.values.*.stacktrace.frames.*.filename
exception.values.*.stacktrace.frames.*.lineno
exception.values.*.stacktrace.frames.*.colno";

/// Of one in which every text is private: numbers, and an id.
const PROGRAM_PRIVATE: &str = "\
event_id
exception.values.*.stacktrace.frames.*.lineno
exception.values.*.stacktrace.frames.*.colno";

struct Case {
    app: &'static App,
    origin: Origin,
    kind: Kind,
    allowed: &'static str,
}

const CASES: [Case; 6] = [
    case(&SCRUBBED, Origin::Own, Kind::Words, OWN),
    case(&SCRUBBED, Origin::Own, Kind::Private, OWN_WITHHELD),
    case(&WITHHELD, Origin::Own, Kind::Words, OWN_WITHHELD),
    case(&SCRUBBED, sentry_events::PROGRAM, Kind::Words, PROGRAM),
    case(&SCRUBBED, sentry_events::PROGRAM, Kind::Private, PROGRAM_PRIVATE),
    case(&WITHHELD, sentry_events::PROGRAM, Kind::Words, PROGRAM_WITHHELD),
];

const fn case(app: &'static App, origin: Origin, kind: Kind, allowed: &'static str) -> Case {
    Case {
        app,
        origin,
        kind,
        allowed,
    }
}

impl Case {
    fn allowed(&self) -> BTreeSet<String> {
        let addresses = if cfg!(feature = "debug-images") && matches!(self.origin, Origin::Own) {
            ADDRESSES
        } else {
            ""
        };
        let lines = self.allowed.lines().chain(addresses.lines());
        lines.map(str::to_owned).collect()
    }

    /// Where canaries came out.
    fn sent(&self, choices: Vec<u8>) -> BTreeSet<String> {
        let raw = event::event(&mut Plant::new(self.kind, choices));
        let sent = to_json(&let_out(self.app, None, &Vec::new(), self.origin, &raw));
        let mut found = BTreeSet::new();
        places(&sent, "", &mut found);
        found
    }
}

/// Exactly these, so that no list has a place too many. What is left of a text that is private hangs on where its canary stands.
#[test]
fn of_an_event_that_has_everything_these_places_are_sent_and_no_others() {
    for case in CASES.iter().filter(|case| case.kind == Kind::Words) {
        assert_eq!(case.sent(Vec::new()), case.allowed(), "{:?}", case.origin);
    }
}

/// Else there would be nothing to keep back.
#[test]
fn everything_is_planted() {
    let mut found = BTreeSet::new();
    places(
        &json_of(&event::event(&mut Plant::new(Kind::Words, Vec::new()))),
        "",
        &mut found,
    );
    let of = |prefix: &str| found.iter().filter(|place| place.starts_with(prefix)).count();
    let counts = [
        ("user.", 6),
        ("request.", 9),
        ("breadcrumbs.", 7),
        ("contexts.", 100),
        ("threads.", 40),
        ("template.", 7),
        ("tags.", 1),
        ("extra.", 3),
        ("modules.", 1),
        ("debug_meta.", 15),
        ("sdk.", 5),
        ("logentry.", 3),
        ("exception.values.*.mechanism.", 15),
        ("exception.values.*.raw_stacktrace.", 15),
        ("stacktrace.", 15),
    ];
    for (prefix, least) in counts {
        assert!(of(prefix) >= least, "{prefix}: {} of {found:#?}", of(prefix));
    }
}

proptest! {
    #![proptest_config(trial())]

    /// Whatever is left out, and however many there are of what can be there several times.
    #[test]
    fn whatever_an_event_has_nothing_else_is_sent(choices in prop::collection::vec(any::<u8>(), 0..2_000)) {
        for case in &CASES {
            let (sent, allowed) = (case.sent(choices.clone()), case.allowed());
            let other: Vec<_> = sent.difference(&allowed).collect();
            prop_assert!(other.is_empty(), "{:?} of {:?}: {:?}", case.kind, case.origin, other);
        }
    }
}
