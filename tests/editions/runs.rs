//! The program of this edition tells what it does, like that of every other edition.

#![cfg(unix)]

use end_to_end::{messages, sessions, World};

const PROGRAM: &str = env!(concat!("CARGO_BIN_EXE_", env!("CARGO_PKG_NAME")));

#[test]
fn every_event_arrives() {
    let world = World::consenting();
    world.program(PROGRAM).run().quiet();
    let received = world.settle();
    let expected = [
        concat!(env!("CARGO_PKG_NAME"), " 0.1.0 started"),
        "Start evaluate",
        "Start watch",
        "Start report/shown",
        "Start report/display",
        "Start round",
        "Start test-drive",
        "Check-in watching/inside",
        "Check-in watching",
    ];
    assert_eq!(messages(&received), expected);
    let round = &received.events()[5]["tags"];
    assert_eq!(
        (&round["unit"], &round["limit"], &round["fast"]),
        (&"whole".into(), &"true".into(), &"true".into())
    );
    // By its own name, whatever the program calls it.
    assert_eq!(received.events()[0]["modules"]["opt-in-telemetry"], "0.1.0");
    assert_eq!(sessions(&received), ["exited 0"]);
}
