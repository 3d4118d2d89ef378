//! Many programs at once, for a while: one user, one uploader, and of all that was made, each arrives once or is counted.

use super::time_goes_by;
use crate::{ANNOTATED, STARTED};
use end_to_end::World;
use receiver::{Behaviour, Received};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// So many at once.
const PROGRAMS: usize = 50;

/// And so often one after the other. `E2E_BURST=20` makes so much that the outbox cannot hold it; what arrives takes minutes then, because servers ask
/// for a pause between envelopes.
fn runs_of_each() -> usize {
    std::env::var("E2E_BURST").map_or(2, |times| times.parse().expect("a number"))
}

/// Runs all, and gives the processes that were seen to upload meanwhile.
fn burst(world: &World) -> BTreeSet<u32> {
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
        let programs: Vec<_> = (0..PROGRAMS)
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
fn each_of_a_burst_arrives_once_or_is_counted() {
    let world = World::consenting();
    // The first uploader is at work for as long as it may; no other one is started. After that the server has to be waited for.
    world.receiver.behave(Behaviour::Hang);
    let uploaders = burst(&world);
    assert_eq!(uploaders.len(), 1, "{uploaders:?}");
    let start = Instant::now();
    world.home.wait_for_uploaders();
    assert!(start.elapsed() < Duration::from_secs(35));

    // All is well again.
    world.receiver.behave(Behaviour::Healthy);
    let made = PROGRAMS * runs_of_each() + drain(&world);
    let received = world.receiver.so_far();
    // What the silent server got is sent again: it never said that it had it.
    let mut faults = received.errors_but_for_repeats();
    faults.retain(|error| !error.starts_with("connection "));
    assert!(faults.is_empty(), "{faults:?}");
    assert_balanced(&received, made);
}

/// Two uploaders that were at work at one time would send the same twice.
#[test]
fn each_of_a_burst_arrives_once_at_a_server_that_is_well() {
    let world = World::consenting();
    let uploaders = burst(&world);
    assert!(!uploaders.is_empty());
    world.home.wait_for_uploaders();
    let made = PROGRAMS * runs_of_each() + drain(&world);
    let received = world.receiver.so_far();
    assert_eq!(received.protocol_errors, [""; 0]);
    assert_balanced(&received, made);
}

/// Starts the program until nothing is left: a sitting sends what half a minute allows. Gives how often.
fn drain(world: &World) -> usize {
    let mut sittings = 0;
    while sittings < 2 || !(world.names("outbox").is_empty() && world.names("runs").is_empty()) {
        sittings += 1;
        assert!(sittings < 30, "{:?}", world.names("outbox"));
        time_goes_by(world);
        world.program(ANNOTATED).run().quiet();
        world.home.wait_for_uploaders();
    }
    sittings
}

/// Of so many runs of one user, each start and each session arrived once, or is counted.
#[track_caller]
fn assert_balanced(received: &Received, made: usize) {
    let (events, sessions) = (received.events(), received.sessions());
    assert!(events.iter().all(|event| event["message"] == STARTED));
    let ids = different(events.iter().map(|event| event["event_id"].to_string()));
    let sids = different(sessions.iter().map(|session| session["sid"].to_string()));
    assert_eq!((ids, sids), (events.len(), sessions.len()), "each once");
    let lost = |category| usize::try_from(received.discarded_of(category)).expect("few");
    assert_eq!((ids + lost("error"), sids + lost("session")), (made, made));
    let users = events.iter().map(|event| event["user"]["id"].to_string());
    let users = users.chain(sessions.iter().map(|session| session["did"].to_string()));
    assert_eq!(different(users), 1);
}
