//! Programs and uploaders that are killed at any moment: what was taken over arrives, whole, and
//! nothing is left lying.

use super::{left, time_goes_by};
use end_to_end::{Signal, World};
use receiver::Behaviour;
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

/// Ends and panics in all ways: `src/bin/end_ways.rs`.
const WAYS: &str = env!("CARGO_BIN_EXE_end_ways");
/// Numbers that look random, and are the same in each run (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What a program was seen to do before it was killed.
#[derive(Default)]
struct Seen {
    started: usize,
    /// It came into its command, so its start and its command were taken over.
    taken_over: usize,
    /// It panicked, and the next thing was reached: the panic was taken over.
    panicked: usize,
}

/// Kills the program so often, and its uploader half as often.
fn kill_them(world: &World, chance: &mut Chance, kills: usize) -> Seen {
    let mut seen = Seen::default();
    for round in 0..kills {
        world.receiver.behave(match chance.below(6) {
            0 => Behaviour::Close,
            1 => Behaviour::Hang,
            2 => Behaviour::Slow(Duration::from_millis(chance.below(30))),
            _ => Behaviour::Healthy,
        });
        let panics = round % 7 == 0;
        let arguments: &[&str] = if panics {
            &["evaluate", "work=caught", "say=reached", "sleep=50"]
        } else {
            &["evaluate", "sleep=50"]
        };
        let running = world.program(WAYS).args(arguments).start();
        thread::sleep(Duration::from_micros(chance.below(60_000)));
        running.signal(Signal::KILL);
        let finished = running.finish();
        seen.started += 1;
        seen.taken_over += usize::from(finished.stdout.contains("evaluate begins"));
        seen.panicked += usize::from(finished.stdout.contains("reached"));
        if chance.below(2) == 0 {
            thread::sleep(Duration::from_micros(chance.below(400_000)) / 4);
            world.end_uploaders();
        }
        // What a failed server is remembered by would keep the next uploaders away.
        let _ = std::fs::remove_file(world.telemetry("state.json"));
        if round % 50 == 49 {
            // Before the outbox is so full that what is oldest is dropped.
            drain(world);
        }
    }
    seen
}

/// All is well, for as long as it takes.
fn drain(world: &World) {
    world.receiver.behave(Behaviour::Healthy);
    for _ in 0..20 {
        world.home.wait_for_uploaders();
        if world.telemetry("state.json").exists() {
            time_goes_by(world);
        }
        world.program(WAYS).run().quiet();
        world.home.wait_for_uploaders();
        if left(world).is_empty() {
            return;
        }
    }
    panic!("something is left: {:?}", left(world));
}

fn in_one_home(start: u64, kills: usize) {
    let world = World::consenting();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15 ^ start);
    let seen = kill_them(&world, &mut chance, kills);
    drain(&world);
    let received = world.receiver.so_far();
    // An uploader that is killed between the server's answer and the removal of the file sends the
    // same once more, under the same id. And it hangs up in the middle of whatever it is about to
    // say.
    let mut faults = received.errors_but_for_repeats();
    faults.retain(|error| !error.starts_with("connection "));
    assert!(faults.is_empty(), "{faults:?}");
    let ids_of = |what: &dyn Fn(&serde_json::Value) -> bool| {
        let events = received.events();
        let ids = events
            .iter()
            .filter(|event| what(&event.json))
            .map(|event| event["event_id"].to_string());
        ids.collect::<BTreeSet<String>>().len()
    };
    let commands = ids_of(&|event| event["message"] == "Start evaluate");
    assert!(
        (seen.taken_over..=seen.started).contains(&commands),
        "{commands} of {}",
        seen.taken_over
    );
    let panics = ids_of(&|event| event["exception"]["values"][0]["type"] == "panic");
    assert!(panics >= seen.panicked, "{panics} of {}", seen.panicked);
    let told: BTreeSet<String> = received
        .sessions()
        .iter()
        .map(|session| session.json.to_string())
        .collect();
    let sessions: BTreeSet<String> = received
        .sessions()
        .iter()
        .map(|session| session["sid"].to_string())
        .collect();
    assert_eq!(told.len(), sessions.len(), "what was told again was the same");
    let starts = ids_of(&|event| event["message"] == crate::STARTED);
    assert!(
        sessions.len() >= starts,
        "{} sessions of {starts} starts",
        sessions.len()
    );
    assert!(world.names("rejected").is_empty(), "nothing was torn");
    let lock = std::fs::File::open(world.telemetry("uploader.lock")).expect("the lock");
    lock.try_lock().expect("nobody holds it");
}

/// Homes side by side.
fn in_homes(homes: u64, kills: usize) {
    thread::scope(|scope| {
        for start in 1..=homes {
            scope.spawn(move || in_one_home(start, kills));
        }
    });
}

#[test]
fn a_few_kills_lose_nothing() {
    in_homes(2, 15);
}

#[test]
#[ignore = "exhaustive: takes a minute and a half; .ci/run runs it"]
fn a_thousand_kills_lose_nothing() {
    in_homes(4, 250);
}
