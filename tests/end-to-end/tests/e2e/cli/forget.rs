//! Going: `reset-id` and `forget`.

use super::telemetry;
use crate::CLI;
use end_to_end::{World, messages};
use receiver::Behaviour;

fn used() -> World {
    let world = World::consenting();
    world.program(CLI).args(["work"]).run().quiet();
    world.settle();
    world
}

#[test]
fn another_id_is_made_and_nothing_of_the_old_one_waits() {
    let world = used();
    world.receiver.behave(Behaviour::Close);
    world.program(CLI).args(["work"]).run().quiet();
    world.home.wait_for_uploaders();
    let old = world.user_id().expect("an id");
    let done = telemetry(&world, &["reset-id"]).quiet();
    let new = world.user_id().expect("an id");
    assert_ne!(old, new);
    assert_eq!(done.stdout, format!("The user id was {old} and is now {new}.\n"));
    assert!(world.names("outbox").is_empty() && world.names("runs").is_empty());
    world.receiver.behave(Behaviour::Healthy);
    crate::delivery::time_goes_by(&world);
    let before = world.receiver.so_far().events().len();
    world.program(CLI).args(["work"]).run().quiet();
    let received = world.settle();
    assert!(
        received.events()[before..]
            .iter()
            .all(|event| event["user"]["id"] == new.as_str())
    );
    let nothing = telemetry(&World::new(), &["reset-id"]).quiet();
    assert!(nothing.stdout.starts_with("There is no user id"), "{nothing:?}");
}

#[test]
fn all_is_erased_and_the_user_is_told_whom_to_ask() {
    let world = used();
    let id = world.user_id().expect("an id");
    let done = telemetry(&world, &["forget"]).quiet().stdout;
    assert!(done.starts_with(&format!("User id: {id}\n")), "{done}");
    assert!(
        done.contains("send this id to privacy@example.org; see https://example.org/privacy"),
        "{done}"
    );
    assert!(done.contains("Telemetry is still on"), "{done}");
    assert_eq!(world.user_id(), None);
    for directory in ["outbox", "runs", "sent", "checkins", "rejected"] {
        assert!(world.names(directory).is_empty(), "{directory}");
    }
    for file in ["state.json", "consented"] {
        assert!(!world.telemetry(file).exists(), "{file}");
    }
    let before = world.settle().events().len();
    // Nobody was asked.
    assert!(!messages(&world.receiver.so_far()).contains(&"telemetry.forget".to_owned()));
    world.program(CLI).args(["work"]).run().quiet();
    assert!(world.settle().events().len() > before);
    assert_ne!(world.user_id(), Some(id));
    let nobody = World::new();
    let done = telemetry(&nobody, &["forget"]).quiet().stdout;
    assert!(done.starts_with("There is no user id on this machine"), "{done}");
    nobody.home.assert_untouched();
}

#[test]
fn the_server_is_asked_by_one_last_event() {
    let world = used();
    let id = world.user_id().expect("an id");
    // Also by somebody who said no meanwhile: it is their wish.
    world.home.withdraw();
    let done = telemetry(&world, &["forget", "--ask-server"]).quiet().stdout;
    assert!(
        done.contains("The server was asked to delete what it has under this id."),
        "{done}"
    );
    let received = world.settle();
    let last = received
        .events()
        .into_iter()
        .find(|event| event["message"] == "telemetry.forget")
        .expect("the event");
    assert_eq!(last["user"]["id"], id.as_str());
    assert_eq!(world.user_id(), None);
}

#[test]
fn where_it_cannot_be_asked_nothing_is_erased() {
    let world = used();
    world.receiver.behave(Behaviour::Close);
    let failed = telemetry(&world, &["forget", "--ask-server"]);
    assert_eq!(failed.code, Some(1), "{failed:?}");
    assert!(
        failed.stderr.starts_with("The server could not be asked: "),
        "{failed:?}"
    );
    assert!(failed.stderr.contains("Nothing was deleted"), "{failed:?}");
    assert!(world.user_id().is_some() && !world.names("sent").is_empty());
}

/// A run that goes on has the old id, and must not bring it back.
#[test]
fn runs_that_go_on_say_nothing_more_under_the_old_id() {
    for words in [["forget"], ["reset-id"]] {
        let world = used();
        let old = world.user_id().expect("an id");
        let mut watcher = world
            .program(crate::ANNOTATED)
            .args(["evaluate", "pause", "test-drive", "check-in=watching"])
            .start();
        watcher.wait_for_pause();
        world.settle();
        let before = world.receiver.so_far();
        assert_eq!(telemetry(&world, &words).code, Some(0));
        watcher.go_on();
        assert_eq!(watcher.finish().code, Some(0));
        let after = world.settle();
        let of_old = |received: &receiver::Received| {
            let events = received
                .events()
                .iter()
                .filter(|event| event["user"]["id"] == old.as_str())
                .count();
            let sessions = received
                .sessions()
                .iter()
                .filter(|session| session["did"] == old.as_str())
                .count();
            (events, sessions)
        };
        assert_eq!(of_old(&after).0, of_old(&before).0, "{words:?}: {after}");
        assert_eq!(of_old(&after).1, of_old(&before).1, "{words:?}: {after}");
        assert!(
            !world
                .waiting()
                .iter()
                .any(|envelope| format!("{envelope:?}").contains(&old)),
            "{words:?}"
        );
    }
}

/// Whoever has a server of their own shared nothing with another one.
#[test]
fn who_got_something_is_asked_and_nobody_else() {
    let (mine, other) = (World::consenting(), World::new());
    mine.program(CLI).args(["work"]).run().quiet();
    mine.settle();
    mine.write_config("telemetry:\n  collect: false\n");
    // The program's own server is another one by now.
    let asks = other.receiver.dsn();
    let done = mine
        .home
        .program(CLI)
        .dsn(&asks)
        .args(["telemetry", "forget", "--ask-server"])
        .run()
        .quiet();
    assert!(done.stdout.contains("The server was asked"), "{done:?}");
    assert_eq!(other.receiver.connections(), 0);
    assert!(messages(&mine.receiver.so_far()).contains(&"telemetry.forget".to_owned()));
}

#[test]
fn the_environment_s_no_holds_for_the_last_event_too() {
    let world = used();
    for (name, value) in [("DO_NOT_TRACK", "1"), ("CI", "true"), ("E2E_TELEMETRY", "off")] {
        let program = world.program(CLI).args(["telemetry", "forget", "--ask-server"]);
        let refused = program.env(name, value).run();
        assert_eq!(refused.code, Some(1), "{refused:?}");
        assert!(
            refused.stderr.contains(name) && refused.stderr.contains("Nothing was deleted"),
            "{refused:?}"
        );
    }
    assert!(world.user_id().is_some());
    assert!(!messages(&world.settle()).contains(&"telemetry.forget".to_owned()));
}
