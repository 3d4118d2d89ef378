//! Files and paths as Windows has them.

use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, World, messages, sessions};
use std::fs;

#[test]
fn paths_have_spaces_and_letters_of_every_script() {
    let world = World::of(Home::named("Ada 愛達 Пример & co (1) "));
    world.consent();
    let program = world.beside().join("快照 snatch.exe");
    fs::copy(ANNOTATED, &program).expect("a copy");
    world.program(&program).args(["evaluate"]).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, "Start evaluate"]);
    assert_eq!(sessions(&received), ["exited 0"]);
    assert!(world.waiting().is_empty());
}

/// The journal of a run that goes on can be read, and so a run of days be reported.
#[test]
fn other_processes_read_the_file_of_a_run_that_goes_on() {
    let world = World::consenting();
    let mut running = world.program(ANNOTATED).args(["pause"]).start();
    running.wait_for_pause();
    world.settle();
    let [run] = &world.names("runs")[..] else {
        panic!("one run")
    };
    let path = world.telemetry("runs").join(run);
    let text = fs::read_to_string(&path).expect("a file that can be read");
    assert!(text.starts_with("{\"did\":"), "{text}");
    // As if it had begun five days ago. The next uploader, another program's, reports it.
    let record: serde_json::Value = serde_json::from_str(text.lines().next().expect("a line")).expect("JSON");
    let started = record["started"].as_u64().expect("a time");
    let old = text.replace(&started.to_string(), &(started - 5 * 24 * 60 * 60 * 1000).to_string());
    fs::write(&path, old).expect("a file that can be written");
    world.program(ANNOTATED).run().quiet();
    let mut both = sessions(&world.settle());
    both.sort_unstable();
    assert_eq!(both, ["exited 0", "exited 0"]);
    running.finish().quiet();
    world.program(ANNOTATED).run().quiet();
    assert_eq!(sessions(&world.settle()).len(), 3, "it is reported once");
}

/// `forget` cannot delete the file of another run that goes on, and empties it.
#[test]
fn what_another_run_recorded_is_forgotten() {
    let world = World::consenting();
    let mut other = world.program(ANNOTATED).args(["evaluate", "pause"]).start();
    other.wait_for_pause();
    world.settle();
    let finished = world.program(crate::CLI).args(["telemetry", "forget"]).run();
    assert_eq!(finished.code, Some(0), "{finished:?}");
    let id = world.user_id();
    assert_eq!(id, None);
    for name in world.names("runs") {
        assert_eq!(fs::read(world.telemetry("runs").join(name)).expect("a file"), b"");
    }
    other.finish().quiet();
    world.settle();
}
