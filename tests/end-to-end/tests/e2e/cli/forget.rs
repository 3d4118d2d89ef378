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
    assert_eq!(done.stdout, format!("the user id was {old}, and is {new}\n"));
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
    assert!(nothing.stdout.starts_with("there is no user id"), "{nothing:?}");
}

#[test]
fn all_is_erased_and_the_user_is_told_whom_to_ask() {
    let world = used();
    let id = world.user_id().expect("an id");
    let done = telemetry(&world, &["forget"]).quiet().stdout;
    assert!(done.starts_with(&format!("user id  {id}\n")), "{done}");
    assert!(
        done.contains("send it to privacy@example.org; see https://example.org/privacy"),
        "{done}"
    );
    assert!(
        done.contains("still asks for telemetry: the next start makes a new id"),
        "{done}"
    );
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
    assert!(done.starts_with("There is no user id"), "{done}");
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
        done.contains("The server was asked to erase what it has of this id."),
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
    assert!(failed.stderr.starts_with("the server was not asked: "), "{failed:?}");
    assert!(failed.stderr.contains("Nothing was erased"), "{failed:?}");
    assert!(world.user_id().is_some() && !world.names("sent").is_empty());
}
