//! Two releases of a program share its directories: each is reported as itself, whichever of the
//! two does it.

use super::{NEXT_RELEASE, time_goes_by};
use crate::ANNOTATED;
use end_to_end::World;
use receiver::Behaviour;
use std::collections::BTreeMap;
use std::path::Path;
use std::thread;

const RELEASES: [&str; 2] = ["end-to-end@0.1.0", "end-to-end@0.2.0"];

fn programs() -> [&'static Path; 2] {
    [Path::new(ANNOTATED), &NEXT_RELEASE]
}

#[test]
fn what_one_left_the_other_reports() {
    for (first, second) in [(0, 1), (1, 0)] {
        let world = World::consenting();
        world.receiver.behave(Behaviour::Close);
        let mut killed = world.program(programs()[first]).args(["evaluate=pause"]).start();
        killed.wait_for_pause();
        killed.kill();
        killed.finish();
        let user = world.user_id();
        world.home.wait_for_uploaders();

        world.receiver.behave(Behaviour::Healthy);
        time_goes_by(&world);
        world.program(programs()[second]).run().quiet();
        let received = world.settle();
        let mut told: Vec<String> = received
            .events()
            .iter()
            .map(|event| {
                format!(
                    "{} {}",
                    event["release"].as_str().unwrap_or("?"),
                    event["level"].as_str().unwrap_or("?")
                )
            })
            .collect();
        told.sort();
        let mut expected = [
            format!("{} info", RELEASES[first]),
            format!("{} info", RELEASES[first]),
            format!("{} info", RELEASES[second]),
        ];
        expected.sort();
        assert_eq!(told, expected);
        let mut ends: Vec<(String, String)> = received
            .sessions()
            .iter()
            .map(|session| (session["attrs"]["release"].to_string(), session["status"].to_string()))
            .collect();
        ends.sort();
        let mut expected = [(first, "abnormal"), (second, "exited")]
            .map(|(release, status)| (format!("{:?}", RELEASES[release]), format!("{status:?}")));
        expected.sort();
        assert_eq!(ends, expected);
        assert!(
            received
                .events()
                .iter()
                .all(|event| event["user"]["id"].as_str() == user.as_deref())
        );
        assert!(
            world.names("outbox").is_empty() && world.names("runs").is_empty() && world.names("rejected").is_empty()
        );
    }
}

#[test]
fn side_by_side_each_is_counted_as_itself() {
    const TIMES: usize = 4;
    let world = &World::consenting();
    thread::scope(|scope| {
        for program in programs() {
            for _ in 0..2 {
                scope.spawn(move || (0..TIMES).for_each(|_| drop(world.program(program).run().quiet())));
            }
        }
    });
    let received = world.settle();
    let expected = BTreeMap::from(RELEASES.map(|release| (release.to_owned(), 2 * TIMES)));
    let count = |releases: Vec<String>| {
        let mut count = BTreeMap::<String, usize>::new();
        for release in releases {
            *count.entry(release).or_default() += 1;
        }
        count
    };
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("?").to_owned();
    assert_eq!(
        count(received.events().iter().map(|event| text(&event["release"])).collect()),
        expected
    );
    let sessions = received.sessions();
    assert_eq!(
        count(
            sessions
                .iter()
                .map(|session| text(&session["attrs"]["release"]))
                .collect()
        ),
        expected
    );
}

/// What a release of tomorrow remembers is not for one of today to write: it goes without.
#[test]
fn a_state_of_tomorrow_stays_as_it_is_and_all_is_sent() {
    let world = World::consenting();
    world.program(ANNOTATED).run().quiet();
    world.settle();
    let state = world.telemetry("state.json");
    let tomorrow = "{\"format\": 2, \"servers\": [\"otherwise\"], \"last\": \"well\"}";
    world.home.write(&state, tomorrow);
    for behaviour in [Behaviour::status(400), Behaviour::Healthy] {
        world.receiver.behave(behaviour);
        world.program(ANNOTATED).args(["evaluate"]).run().quiet();
        world.home.wait_for_uploaders();
        assert_eq!(std::fs::read_to_string(&state).expect("a state"), tomorrow);
    }
    assert!(world.names("outbox").is_empty() && world.names("runs").is_empty());
    let status = world.home.program(ANNOTATED).args(["status"]).run().quiet().stdout;
    assert!(status.starts_with("Telemetry is on\n"), "{status}");
}
