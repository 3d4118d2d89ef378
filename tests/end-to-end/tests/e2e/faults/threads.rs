//! No thread can be made: the program panics because of that, and is reported nonetheless.

use super::library::{Who, watched};
use crate::endings::{WAYS, WAYS_BARE};
use end_to_end::{Home, Program, World, sessions};
use receiver::Received;

fn threadless<'a>(home: &Home, program: Program<'a>) -> Program<'a> {
    watched(home, program).env(Who::Program.variable("THREADS"), "none")
}

/// What arrives of a program that ends as without us.
#[track_caller]
fn go(arguments: &[&str]) -> Received {
    let (world, bare) = (World::consenting(), Home::new());
    let finished = threadless(&world, world.program(WAYS)).args(arguments).run();
    let twin = threadless(&bare, bare.program(WAYS_BARE)).args(arguments).run();
    finished.assert_same_as(&twin);
    world.settle()
}

/// The level, command and message of each panic.
fn panics(received: &Received) -> Vec<String> {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let events = received.events();
    let exceptions = events.iter().map(|event| (event, &event["exception"]["values"][0]));
    let panics = exceptions.filter(|(_, exception)| exception["type"] == "panic");
    panics
        .map(|(event, exception)| {
            let (level, command) = (text(&event["level"]), text(&event["tags"]["command"]));
            format!("{level} {command} {}", text(&exception["value"]))
        })
        .collect()
}

const INDEX: &str = "index out of bounds: the len is 3 but the index is 7";

#[test]
fn a_panic_that_ends_the_program_is_recorded_with_message_place_and_command() {
    for hook in [None, Some("way=own-hook"), Some("way=exiting-hook")] {
        let arguments: Vec<&str> = hook.into_iter().chain(["work=index"]).collect();
        let received = go(&arguments);
        assert_eq!(panics(&received), [format!("fatal work {INDEX}")], "{arguments:?}");
        let events = received.events();
        let panic = events.iter().find(|event| event["level"] == "fatal").expect("a panic");
        let frames = &panic["exception"]["values"][0]["stacktrace"]["frames"];
        assert_eq!(frames.as_array().map(Vec::len), Some(1), "{frames}");
        assert_eq!(frames[0]["filename"], "src/ways/panics.rs");
        assert!(frames[0]["lineno"].is_u64() && frames[0]["colno"].is_u64(), "{frames}");
        assert_eq!(sessions(&received), ["crashed 1"]);
    }
}

/// The panic that says so, with std's own words.
#[test]
fn a_program_that_needs_a_thread() {
    let received = go(&["work=spawns"]);
    let crash = panics(&received);
    assert_eq!(crash.len(), 1, "{received}");
    assert!(crash[0].starts_with("fatal work failed to spawn thread"), "{crash:?}");
    assert_eq!(sessions(&received), ["crashed 1"]);

    let received = go(&["work=spawns-and-catches", "say=end"]);
    assert_eq!(panics(&received).len(), 1, "{received}");
    assert_eq!(sessions(&received), ["exited 1"]);
}

/// Places are deduplicated and bounded as ever, and each event has an id of its own.
#[test]
fn many_panics() {
    let received = go(&["work=many-places", "say=end"]);
    assert_eq!(panics(&received).len(), 10, "{received}");
    assert_eq!(sessions(&received), ["exited 12"]);
}

/// The text passes the scrubber, whoever made the event.
#[test]
fn a_message_is_scrubbed() {
    let received = go(&["panic=cannot read /home/ada/secret.txt\nof ada@example.org"]);
    let crash = panics(&received);
    assert_eq!(crash.len(), 1, "{received}");
    assert!(crash[0].starts_with("fatal - cannot read <"), "{crash:?}");
    assert!(!crash[0].contains("ada") && !crash[0].contains("secret"), "{crash:?}");
}
