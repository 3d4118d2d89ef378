//! Servers that are out of order, of every kind: the program is as quick as without one, and what
//! it said either waits or is lost and counted.

use super::{run_at_once, time_goes_by};
use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages, sessions};
use receiver::{Behaviour, Received, Then};
use std::time::Duration;

/// Runs the program against the server as it is, and waits until its uploader has given up or has
/// done.
#[track_caller]
fn faced_with(behaviour: Behaviour) -> World {
    let world = World::consenting();
    world.receiver.behave(behaviour);
    run_at_once(world.program(ANNOTATED));
    world.home.wait_for_uploaders();
    assert!(world.receiver.connections() > 0, "it was tried");
    world
}

/// The server is well again, the time of waiting over, and the program runs once more.
#[track_caller]
fn well_again(world: &World) -> Received {
    world.receiver.behave(Behaviour::Healthy);
    time_goes_by(world);
    run_at_once(world.program(ANNOTATED));
    world.settle()
}

/// Nothing was heard of what was sent, so that it is kept, and arrives later.
#[track_caller]
fn is_kept(behaviour: Behaviour) {
    let world = faced_with(behaviour);
    let received = well_again(&world);
    let mut messages = messages(&received);
    messages.sort();
    assert_eq!(
        messages,
        ["Start evaluate", "Start evaluate", STARTED, STARTED],
        "{received}"
    );
    assert_eq!(sessions(&received), ["exited 0", "exited 0"], "{received}");
    assert!(world.waiting().is_empty());
}

/// The server has taken it, whatever else it said or did.
#[track_caller]
fn is_sent(behaviour: Behaviour) {
    let world = faced_with(behaviour);
    assert!(world.waiting().is_empty());
    assert_eq!(world.receiver.so_far().deliveries.len(), 3);
}

/// What the server refused is gone, and counted: a later report says so.
#[track_caller]
fn is_lost_and_counted(status: u16) {
    let world = faced_with(Behaviour::status(status));
    assert!(world.waiting().is_empty(), "nothing that was refused is tried again");
    let received = well_again(&world);
    let counted = received.count_of_discarded();
    let arrived = messages(&received).len() + sessions(&received).len();
    assert_eq!((counted, arrived), (3, 3), "{received}");
}

#[test]
fn statuses_that_refuse() {
    for status in [401, 403, 404, 503] {
        is_lost_and_counted(status);
    }
}

#[test]
#[ignore = "exhaustive: waits ten seconds for an answer; .ci/run runs it"]
fn it_hangs_before_its_answer() {
    is_kept(Behaviour::Raw(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec(), Then::Hang));
}

#[test]
fn it_hangs_up_before_its_answer_is_whole() {
    is_kept(Behaviour::Raw(b"HTTP/1.1 200 OK\r\nContent-Le".to_vec(), Then::Close));
}

#[test]
fn it_hangs_after_its_headers() {
    is_sent(Behaviour::broken_off(100, "", Then::Hang));
}

#[test]
fn it_hangs_up_in_the_middle_of_its_answer() {
    is_sent(Behaviour::broken_off(100, "{\"id\":", Then::Close));
}

#[test]
fn it_sends_ten_megabytes() {
    is_sent(Behaviour::broken_off(10_000_000, &"x".repeat(10_000_000), Then::Close));
}

#[test]
fn it_speaks_garbage() {
    is_kept(Behaviour::Raw(
        b"\x15\x03\x01 not HTTP at all\r\n\r\n".to_vec(),
        Then::Close,
    ));
    is_kept(Behaviour::Raw(b"HTTP/1.1 abc\r\n\r\n".to_vec(), Then::Close));
}

#[test]
fn its_headers_have_no_end() {
    let headers = format!("HTTP/1.1 200 OK\r\nX-Long: {}", "x".repeat(10_000_000));
    is_kept(Behaviour::Raw(headers.into_bytes(), Then::Close));
}

#[test]
#[ignore = "exhaustive: waits ten seconds for an answer; .ci/run runs it"]
fn it_gives_a_byte_a_second() {
    is_kept(Behaviour::Drip(Duration::from_secs(1)));
}

/// Whatever it says of when to come again, it is a time that comes.
#[test]
fn it_asks_to_wait_for_ever() {
    for value in [
        "604800",
        "-1",
        "100000000000000000000",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "soon",
        "",
    ] {
        let world = faced_with(Behaviour::status_with(429, &[("Retry-After", value)]));
        assert_eq!(
            world.receiver.so_far().deliveries.len(),
            1,
            "{value}: nothing follows the answer"
        );
        let state = std::fs::read_to_string(world.telemetry("state.json")).expect("a state");
        let state: serde_json::Value = serde_json::from_str(&state).expect("JSON");
        let destinations = state["destinations"].as_object().expect("destinations");
        let now = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .expect("after 1970");
        let tomorrow = now.as_millis() + 24 * 60 * 60 * 1000;
        let until = destinations.values().filter_map(|one| one["limits"][""].as_u64());
        let until = until.max().expect("a time");
        assert!(u128::from(until) <= tomorrow, "{value}: {until}");
        // The one that was answered so is the server's loss; the others wait.
        assert_eq!(world.waiting().len(), 2, "{value}");
    }
}

#[test]
fn it_limits_everything() {
    let world = faced_with(Behaviour::status_with(
        200,
        &[("X-Sentry-Rate-Limits", "3600::organization")],
    ));
    assert_eq!(world.receiver.so_far().deliveries.len(), 1);
    let received = well_again(&world);
    assert_eq!(received.deliveries.len(), 6, "{received}");
}
