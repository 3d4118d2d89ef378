//! However often and wherever a program captures, it floods nobody, and goes on.

use super::{CAPTURES, captured, chain, frames, go};
use end_to_end::{Home, World, sessions};

/// The number of events and the session after that.
#[track_caller]
fn told(what: &str) -> (usize, Vec<String>) {
    let (finished, received) = go(&[&format!("capture={what}")]);
    assert_eq!(finished.code, Some(0), "{finished:?}");
    (captured(&received).len(), sessions(&received))
}

#[test]
fn one_place_is_told_once() {
    let (events, sessions) = told("often");
    assert_eq!(events, 1);
    // At most a thousand are counted.
    assert_eq!(sessions, ["exited 1000"]);
}

#[test]
fn ten_places_are_told() {
    assert_eq!(told("many-places"), (10, vec!["exited 12".to_owned()]));
}

#[test]
fn another_thread() {
    let (_, received) = go(&["evaluate=in-a-thread"]);
    let captured = captured(&received);
    assert_eq!(captured[0]["tags"]["command"], "evaluate");
    assert_eq!(frames(&captured[0]).len(), 1, "{received}");
    assert_eq!(told("as-a-thread-ends"), (1, vec!["exited 1".to_owned()]));
}

/// What the error does when it is displayed nobody knows; a panic of it in a panic hook would end
/// the program.
#[test]
fn a_thread_that_panics_asks_no_error_for_its_words() {
    for (what, session) in [("in-a-destructor", "exited 2"), ("in-a-panic-hook", "exited 3")] {
        let (finished, received) = go(&[&format!("capture={what}")]);
        assert_eq!(
            (finished.code, sessions(&received)),
            (Some(0), vec![session.to_owned()])
        );
        for event in captured(&received) {
            let chain = chain(&event);
            assert_eq!(chain.len(), 1, "{what}");
            assert!(
                chain[0].ends_with(": an error of a thread that panics, which is not displayed"),
                "{chain:?}"
            );
        }
        assert!(!captured(&received).is_empty(), "{what}: {received}");
    }
}

#[cfg(unix)]
#[test]
fn the_end_of_the_process() {
    assert_eq!(told("at-exit").0, 0);
    // Before the run has ended, in a handler that is called before ours.
    let (finished, received) = go(&["capture=at-exit", "exit=4"]);
    assert_eq!((finished.code, captured(&received).len()), (Some(4), 1));
}

#[cfg(unix)]
#[test]
fn a_forked_child() {
    assert_eq!(told("in-a-child"), (0, vec!["exited 0".to_owned()]));
}

#[test]
fn nobody_who_said_no_is_told_of() {
    let home = Home::new();
    home.program(CAPTURES)
        .args(["capture=io", "capture=unprintable"])
        .run()
        .quiet();
    home.assert_untouched();
}

#[test]
fn crashes_only_are_no_errors() {
    let world = World::new();
    world.write_config("telemetry:\n  collect: crashes\n");
    world.program(CAPTURES).args(["capture=io"]).run().quiet();
    let received = world.settle();
    assert_eq!(received.deliveries.len(), 0, "{received}");
}
