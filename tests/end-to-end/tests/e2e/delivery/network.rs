//! The network as it is. Whatever the server does, the program is as quick as without it, and a
//! later start brings everything.

use super::{run_at_once, time_goes_by};
use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, World, messages, sessions};
use receiver::{Behaviour, Received, Receiver, Then, refused_dsn};
use std::time::Duration;

/// Everything of so many runs arrived, each thing once. The receiver itself finds fault with what
/// comes twice.
#[track_caller]
fn assert_runs(received: &Received, runs: usize) {
    assert!(received.protocol_errors.is_empty(), "{received}");
    let mut messages = messages(received);
    messages.sort();
    let mut expected = ["Start evaluate", STARTED].repeat(runs);
    expected.sort_unstable();
    assert_eq!(messages, expected, "{received}");
    assert_eq!(sessions(received), ["exited 0"].repeat(runs), "{received}");
}

#[test]
fn nobody_listens() {
    let home = Home::consenting();
    let dsn = refused_dsn();
    run_at_once(home.program(ANNOTATED).dsn(&dsn));
    home.wait_for_uploaders();
    assert_eq!(home.waiting_messages(), [STARTED, "Start evaluate"]);

    // The server comes back, and is left in peace for half a minute.
    let receiver = Receiver::start_at(&dsn).expect("the port is still free");
    run_at_once(home.program(ANNOTATED).dsn(&dsn));
    home.wait_for_uploaders();
    assert_eq!(receiver.connections(), 0);

    time_goes_by(&home);
    run_at_once(home.program(ANNOTATED).dsn(&dsn));
    home.wait_for_uploaders();
    assert_runs(&receiver.so_far(), 3);
    assert!(home.waiting().is_empty());
}

#[test]
fn the_server_hangs_up() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Close);
    run_at_once(world.program(ANNOTATED));
    world.home.wait_for_uploaders();
    assert!(world.receiver.connections() > 0);
    world.receiver.behave(Behaviour::Healthy);
    time_goes_by(&world);
    run_at_once(world.program(ANNOTATED));
    assert_runs(&world.settle(), 2);
}

/// A network that wants its users to sign in answers what is not encrypted with a page of its own.
#[test]
fn a_page_in_place_of_the_answer_is_no_answer() {
    let world = World::consenting();
    let page = "<!DOCTYPE html><title>Sign in</title>";
    let answer = |kind: &str, body: &str| {
        let length = body.len();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n");
        Behaviour::Raw(format!("{head}{body}").into_bytes(), Then::Close)
    };
    world.receiver.behave(answer("text/html", page));
    run_at_once(world.program(ANNOTATED));
    world.home.wait_for_uploaders();
    assert_eq!(world.waiting_messages(), [STARTED, "Start evaluate"]);
    assert!(world.names("sent").is_empty());
    let status = world.program(ANNOTATED).args(["status"]).run().quiet().stdout;
    assert!(
        status.contains("a web page came in place of the server's answer"),
        "{status}"
    );
    // Bugsink answers so where it has nothing to say.
    let before = world.receiver.connections();
    world.receiver.behave(answer("text/html; charset=utf-8", ""));
    time_goes_by(&world);
    run_at_once(world.program(ANNOTATED));
    world.home.wait_for_uploaders();
    assert!(world.receiver.connections() > before && world.waiting().is_empty());
    assert!(!world.names("sent").is_empty());
}

#[test]
fn the_server_takes_everything_and_never_answers() {
    let World { home, receiver } = World::consenting();
    let dsn = receiver.dsn();
    receiver.behave(Behaviour::Hang);
    run_at_once(home.program(ANNOTATED).dsn(&dsn));
    let hangs = receiver.wait_for(|received| !received.deliveries.is_empty(), Duration::from_secs(20));
    hangs.expect("a request");
    // While its uploader hangs, further programs start and end.
    run_at_once(home.program(ANNOTATED).dsn(&dsn));

    // The server goes down, and with it the connection.
    drop(receiver);
    home.wait_for_uploaders();
    let receiver = Receiver::start_at(&dsn).expect("the port is still free");
    time_goes_by(&home);
    run_at_once(home.program(ANNOTATED).dsn(&dsn));
    home.wait_for_uploaders();
    assert_runs(&receiver.so_far(), 3);
}

#[test]
fn the_server_is_slow() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Slow(Duration::from_secs(3)));
    run_at_once(world.program(ANNOTATED));
    let slow = world
        .receiver
        .wait_for(|received| received.connections > 0, Duration::from_secs(20));
    slow.expect("a connection");
    world.receiver.behave(Behaviour::Healthy);
    assert_runs(&world.settle(), 1);
}

/// An address that is reserved for documentation: nobody ever answers there, and some networks say
/// so and some do not.
#[test]
fn there_is_no_way_to_the_server() {
    let home = Home::consenting();
    home.write_config("telemetry:\n  collect: true\n  dsn: https://0123456789abcdef@192.0.2.1/1\n");
    run_at_once(home.program(ANNOTATED));
    assert_eq!(home.waiting_messages(), [STARTED, "Start evaluate"]);
    home.end_uploaders();
}

#[test]
fn an_uploader_that_was_killed_loses_nothing() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Hang);
    run_at_once(world.program(ANNOTATED));
    let hangs = world
        .receiver
        .wait_for(|received| !received.deliveries.is_empty(), Duration::from_secs(20));
    hangs.expect("a request");
    world.end_uploaders();
    world.receiver.behave(Behaviour::Healthy);
    run_at_once(world.program(ANNOTATED));
    assert_runs(&world.settle(), 2);
}
