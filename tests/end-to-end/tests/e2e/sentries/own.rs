//! A client of the program's own wins, and the environment of its user decides nothing.

use super::{SENTRY, SENTRY_BARE, go, told};
use end_to_end::{Home, World, sessions};

/// The program's own client goes on as it would without us, and nothing of what it is given is ours
/// to tell.
#[test]
fn a_client_that_is_made_later_wins() {
    for way in ["sentry=init", "sentry=bind-another"] {
        let (finished, received) = go(&[way, "sentry=message"]);
        let seen = finished.stdout.matches("own client: ").count();
        assert!(seen >= 1, "{finished:?}");
        assert!(told(&received).is_empty(), "{received}");
    }
}

#[test]
fn a_client_that_was_there_before_wins() {
    let world = World::consenting();
    let arguments = ["sentry=message", "sentry=error", "sentry=in-a-thread"];
    let finished = world.program(SENTRY).env("E2E_INIT", "1").args(arguments).run();
    let bare = Home::new();
    let bare = bare.program(SENTRY_BARE).env("E2E_INIT", "1").args(arguments).run();
    finished.assert_same_as(&bare);
    assert!(
        finished.stdout.contains("own client: the prices are old"),
        "{finished:?}"
    );
    let received = world.settle();
    assert!(told(&received).is_empty(), "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn no_client_is_none() {
    let (_, received) = go(&["sentry=bind-nothing", "sentry=message"]);
    assert!(told(&received).is_empty(), "{received}");
}

#[test]
fn the_environment_decides_nothing() {
    let world = World::consenting();
    let elsewhere = World::new();
    let finished = world
        .program(SENTRY)
        .env("SENTRY_DSN", elsewhere.receiver.dsn())
        .env("SENTRY_RELEASE", "stranger@9")
        .env("SENTRY_ENVIRONMENT", "stranger")
        .env("HTTP_PROXY", "http://stranger.invalid")
        .env("SSL_VERIFY", "false")
        .args(["sentry=client", "sentry=message"])
        .run()
        .quiet();
    let expected = "https://nowhere:@nowhere.invalid/0 None None None None false";
    assert_eq!(finished.stdout.lines().next(), Some(expected));
    let received = world.settle();
    assert_eq!(told(&received).len(), 1, "{received}");
    assert_eq!(told(&received)[0]["release"], "end-to-end@0.1.0");
    assert_eq!(elsewhere.receiver.so_far().deliveries.len(), 0);
}

/// While telemetry is off, there is no client, and the crate does what it does without us: nothing.
#[test]
fn nobody_who_said_no_is_told_of() {
    let home = Home::new();
    let finished = home
        .program(SENTRY)
        .args(["sentry=client", "sentry=message"])
        .run()
        .quiet();
    assert_eq!(finished.stdout.lines().next(), Some("no client"));
    home.assert_untouched();
}

#[test]
fn crashes_only_are_no_events() {
    let world = World::new();
    world.write_config("telemetry:\n  collect: crashes\n");
    let finished = world
        .program(SENTRY)
        .args(["sentry=client", "sentry=message"])
        .run()
        .quiet();
    assert_eq!(finished.stdout.lines().next(), Some("no client"));
    assert_eq!(world.settle().deliveries.len(), 0);
}
