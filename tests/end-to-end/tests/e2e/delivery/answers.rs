//! What a server's answer means, also for the processes that come later.

use super::{run_at_once, time_goes_by};
use crate::ANNOTATED;
use end_to_end::{World, messages, sessions};
use receiver::{Behaviour, Received};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// `<reason> <category> <quantity>` of all client reports.
fn reported(received: &Received) -> Vec<String> {
    let discarded = received.discarded();
    let mut lines: Vec<String> = discarded
        .iter()
        .map(|line| format!("{} {} {}", line.reason, line.category, line.quantity))
        .collect();
    lines.sort();
    lines
}

#[track_caller]
fn is_discarded_and_reported(status: u16) {
    let world = World::consenting();
    world.receiver.behave(Behaviour::status(status));
    run_at_once(world.program(ANNOTATED));
    world.settle();
    assert!(world.waiting().is_empty(), "nothing that was refused is tried again");

    world.receiver.behave(Behaviour::Healthy);
    run_at_once(world.program(ANNOTATED));
    let received = world.settle();
    assert_eq!(
        (messages(&received).len(), sessions(&received).len()),
        (2, 1),
        "only of the second run: {received}"
    );
    assert_eq!(
        reported(&received),
        ["send_error error 2", "send_error session 1"],
        "{received}"
    );

    run_at_once(world.program(ANNOTATED));
    assert_eq!(reported(&world.settle()).len(), 2, "it is reported once");
}

#[test]
fn a_request_that_is_wrong_is_discarded_and_reported() {
    is_discarded_and_reported(400);
}

#[test]
fn one_that_is_too_large_too() {
    is_discarded_and_reported(413);
}

#[test]
fn a_broken_server_is_not_asked_again() {
    is_discarded_and_reported(500);
}

#[test]
fn a_redirect_is_not_followed() {
    let world = World::consenting();
    let elsewhere = World::consenting();
    let (_, address) = elsewhere
        .receiver
        .dsn()
        .split_once('@')
        .map(|(key, at)| (key.to_owned(), at.to_owned()))
        .expect("a DSN");
    let host = address.split('/').next().expect("an address").to_owned();
    let location = format!("http://{host}/api/1/envelope/");
    world
        .receiver
        .behave(Behaviour::status_with(308, &[("Location", &location)]));
    run_at_once(world.program(ANNOTATED));
    world.settle();
    assert_eq!(elsewhere.receiver.connections(), 0);
    assert!(world.waiting().is_empty());
}

#[test]
fn a_server_that_asks_to_wait_is_left_in_peace_by_later_processes_too() {
    let world = World::consenting();
    world
        .receiver
        .behave(Behaviour::status_with(429, &[("Retry-After", "3600")]));
    run_at_once(world.program(ANNOTATED));
    assert_eq!(world.settle().deliveries.len(), 1, "nothing follows the answer");
    world.receiver.behave(Behaviour::Healthy);
    for _ in 0..2 {
        run_at_once(world.program(ANNOTATED));
        assert_eq!(world.settle().connections, 1, "the hour is not over");
    }

    time_goes_by(&world);
    run_at_once(world.program(ANNOTATED));
    let received = world.settle();
    // The one that was answered so is gone: the server knows.
    assert_eq!(
        messages(&received).len() + sessions(&received).len(),
        4 * 3 - 1,
        "{received}"
    );
    assert_eq!(reported(&received), [""; 0]);
}

#[test]
fn a_limit_holds_for_its_category() {
    let world = World::consenting();
    let limits = [("X-Sentry-Rate-Limits", "3600:session:organization")];
    world.receiver.behave(Behaviour::status_with(200, &limits));
    run_at_once(world.program(ANNOTATED));
    let sessions_before = world.settle().sessions().len();
    world.receiver.behave(Behaviour::Healthy);
    run_at_once(world.program(ANNOTATED));
    let received = world.settle();
    assert_eq!(messages(&received).len(), 4, "{received}");
    assert_eq!(received.sessions().len(), sessions_before, "{received}");
    assert!(
        world
            .waiting()
            .iter()
            .all(|envelope| envelope.items_of("session").count() == 1)
    );

    time_goes_by(&world);
    run_at_once(world.program(ANNOTATED));
    assert_eq!(world.settle().sessions().len(), 3);
}

#[test]
fn what_waited_too_long_is_dropped_and_reported() {
    let world = World::consenting();
    let long_ago = SystemTime::now() - Duration::from_secs(31 * 24 * 60 * 60);
    let millis = long_ago.duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
    for number in 1..=3 {
        let header = format!(
            "{{\"dsn\":\"{}\"}}\n{{\"type\":\"event\",\"length\":2}}\n{{}}\n",
            world.receiver.dsn()
        );
        let name = format!("1-{millis:013}-m-0123456789abcdef0123456789abcde{number}.envelope");
        world.write(&world.telemetry("outbox").join(name), header);
    }
    for directory in ["outbox", "."] {
        world.set_mode(&world.telemetry(directory), 0o700);
    }
    run_at_once(world.program(ANNOTATED));
    let received = world.settle();
    assert_eq!(messages(&received).len(), 2, "{received}");
    assert_eq!(reported(&received), ["cache_overflow error 3"]);
    let report = &received.client_reports()[0];
    let keys: Vec<&String> = report.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["discarded_events", "timestamp"]);
}

/// Nobody has been tidying up for a long time: what the program says is lost, and counted by
/// whoever comes by.
#[test]
fn what_finds_no_room_is_reported() {
    let world = World::consenting();
    world.program(ANNOTATED).run().quiet();
    world.settle();
    let outbox = world.telemetry("outbox");
    for number in 0..=1000 {
        // Of a later release, which nobody here touches.
        world.write(&outbox.join(format!("2-{number}.envelope")), "");
    }
    run_at_once(world.program(ANNOTATED));
    let received = world.settle();
    assert_eq!(
        (messages(&received).len(), sessions(&received).len()),
        (2, 2),
        "{received}"
    );
    // Its start was in its journal.
    assert_eq!(reported(&received), ["cache_overflow error 1"]);
}
