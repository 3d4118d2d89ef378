//! Many programs at once, for a while: one user, one uploader, and of all that was made, each
//! arrives once or is counted.

use super::{left, time_goes_by};
use crate::{ANNOTATED, STARTED};
use end_to_end::World;
use receiver::{Behaviour, Received};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Programs at once in an ordinary run, and in `.ci/run`.
const FEW: usize = 10;
const MANY: usize = 50;

/// How often each runs. `E2E_BURST=20` overfills the outbox. Its delivery then takes minutes,
/// because servers ask for a pause between envelopes.
fn runs_of_each() -> usize {
    std::env::var("E2E_BURST").map_or(2, |times| times.parse().expect("a number"))
}

/// Runs all programs, and returns the uploaders that were seen meanwhile.
fn burst(world: &World, programs: usize) -> BTreeSet<u32> {
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut seen = BTreeSet::new();
            while !ended.load(Ordering::Relaxed) {
                seen.extend(world.uploaders());
                thread::sleep(Duration::from_millis(5));
            }
            seen
        });
        let programs: Vec<_> = (0..programs)
            .map(|_| {
                scope.spawn(|| {
                    for _ in 0..runs_of_each() {
                        world.program(ANNOTATED).run().quiet();
                    }
                })
            })
            .collect();
        for program in programs {
            program.join().expect("all runs were quiet");
        }
        ended.store(true, Ordering::Relaxed);
        watch.join().expect("a watch")
    })
}

fn different(values: impl IntoIterator<Item = String>) -> usize {
    values.into_iter().collect::<BTreeSet<String>>().len()
}

#[test]
#[ignore = "exhaustive: waits half a minute for the uploader; .ci/run runs it"]
fn each_of_a_burst_arrives_once_or_is_counted() {
    let world = World::consenting();
    // The first uploader is at work for as long as it may; no other one is started. After that the
    // server has to be waited for.
    world.receiver.behave(Behaviour::Hang);
    let uploaders = burst(&world, MANY);
    assert_eq!(uploaders.len(), 1, "{uploaders:?}");
    let start = Instant::now();
    world.home.wait_for_uploaders();
    assert!(start.elapsed() < Duration::from_secs(45));
    assert_all_arrives_from_a_server_that_hung(&world, MANY, true);
}

/// The same, where the silent uploader is killed.
#[test]
fn each_of_a_small_burst_arrives_once_or_is_counted() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Hang);
    let uploaders = burst(&world, FEW);
    assert_eq!(uploaders.len(), 1, "{uploaders:?}");
    world.end_uploaders();
    assert_all_arrives_from_a_server_that_hung(&world, FEW, false);
}

#[track_caller]
fn assert_all_arrives_from_a_server_that_hung(world: &World, programs: usize, is_once: bool) {
    world.receiver.behave(Behaviour::Healthy);
    let made = programs * runs_of_each() + drain(world);
    let received = world.receiver.so_far();
    // What the silent server got is sent again: it never said that it had it.
    let mut faults = received.errors_but_for_repeats();
    faults.retain(|error| !error.starts_with("connection "));
    assert!(faults.is_empty(), "{faults:?}");
    assert_balanced(&received, made, is_once);
}

/// Two uploaders at work at the same time would send an event twice.
#[track_caller]
fn assert_each_arrives_once(programs: usize) {
    let world = World::consenting();
    let uploaders = burst(&world, programs);
    assert!(!uploaders.is_empty());
    world.home.wait_for_uploaders();
    let made = programs * runs_of_each() + drain(&world);
    let received = world.receiver.so_far();
    assert_eq!(received.protocol_errors, [""; 0]);
    assert_balanced(&received, made, true);
}

#[test]
fn each_of_a_small_burst_arrives_once_at_a_server_that_is_well() {
    assert_each_arrives_once(FEW);
}

#[test]
#[ignore = "exhaustive: takes twenty seconds; .ci/run runs it"]
fn each_of_a_burst_arrives_once_at_a_server_that_is_well() {
    assert_each_arrives_once(MANY);
}

/// Starts the program until nothing is left: a sitting sends what half a minute allows. Gives how
/// often.
fn drain(world: &World) -> usize {
    let mut sittings = 0;
    while sittings < 2 || !left(world).is_empty() {
        sittings += 1;
        assert!(sittings < 30, "{:?}", left(world));
        // An uploader that was killed has remembered nothing yet.
        if world.telemetry("state.json").exists() {
            time_goes_by(world);
        }
        world.program(ANNOTATED).run().quiet();
        world.home.wait_for_uploaders();
    }
    sittings
}

/// Of so many runs of one user, each start and each session arrived, or is counted. A killed
/// uploader may have sent one twice.
#[track_caller]
fn assert_balanced(received: &Received, made: usize, is_once: bool) {
    let (events, sessions) = (received.events(), received.sessions());
    assert!(events.iter().all(|event| event["message"] == STARTED));
    let ids = different(events.iter().map(|event| event["event_id"].to_string()));
    let sids = different(sessions.iter().map(|session| session["sid"].to_string()));
    if is_once {
        assert_eq!((ids, sids), (events.len(), sessions.len()), "each once");
    }
    let lost = |category| usize::try_from(received.discarded_of(category)).expect("few");
    assert_eq!((ids + lost("error"), sids + lost("session")), (made, made));
    let users = events.iter().map(|event| event["user"]["id"].to_string());
    let users = users.chain(sessions.iter().map(|session| session["did"].to_string()));
    assert_eq!(different(users), 1);
}
