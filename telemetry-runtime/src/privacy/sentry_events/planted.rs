//! An event in which every field is a canary, however deep and however many there are, and the few
//! places where canaries come out again.

mod contexts;
mod event;
mod plant;

use super::super::allow_list;
use crate::model::app::{App, Messages, Package};
use crate::util::json::json_of;
use crate::util::laws::trial;
use plant::{Kind, Plant, places};
use proptest::prelude::*;
use std::collections::BTreeSet;

static SCRUBBED: App = App::new(Package::EXAMPLE);
static WITHHELD: App = App::new(Package::EXAMPLE).messages(Messages::Withheld);

/// Where a canary may stand in what is sent of a captured event, in ordinary words.
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
    kind: Kind,
    allowed: &'static str,
}

const CASES: [Case; 3] = [
    case(&SCRUBBED, Kind::Words, PROGRAM),
    case(&SCRUBBED, Kind::Private, PROGRAM_PRIVATE),
    case(&WITHHELD, Kind::Words, PROGRAM_WITHHELD),
];

const fn case(app: &'static App, kind: Kind, allowed: &'static str) -> Case {
    Case { app, kind, allowed }
}

impl Case {
    fn allowed(&self) -> BTreeSet<String> {
        self.allowed.lines().map(str::to_owned).collect()
    }

    /// Where canaries came out.
    fn sent(&self, choices: Vec<u8>) -> BTreeSet<String> {
        let raw = super::event(self.app, &event::event(&mut Plant::new(self.kind, choices)));
        let sent = json_of(&allow_list::event(self.app, None, &Vec::new(), &raw));
        let mut found = BTreeSet::new();
        places(&sent, "", &mut found);
        found
    }
}

/// Exactly these, so that no list has a place too many. What is left of a text that is private
/// hangs on where its canary stands.
#[test]
fn of_an_event_that_has_everything_these_places_are_sent_and_no_others() {
    for case in CASES.iter().filter(|case| case.kind == Kind::Words) {
        assert_eq!(case.sent(Vec::new()), case.allowed());
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
            prop_assert!(other.is_empty(), "{:?}: {:?}", case.kind, other);
        }
    }
}
