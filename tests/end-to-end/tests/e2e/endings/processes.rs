//! A program that splits itself, or becomes another: the run belongs to the process that began it.
//! Daemons are in `daemons.rs`.

use super::{WAYS, WAYS_BARE, twins};
use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages, sessions};
use std::time::Duration;

#[test]
fn a_forked_child_adds_nothing() {
    let world = World::consenting();
    let finished = twins(&world, (WAYS, WAYS_BARE), &["way=fork"]);
    assert_eq!(
        (finished.code, finished.stdout.as_str()),
        (Some(0), "the child left 3\n")
    );
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED]);
    assert_eq!(received.events().len(), 1, "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
}

/// The process lives, as another program.
#[cfg(target_os = "linux")]
#[test]
fn a_process_that_becomes_another_program_has_ended_its_run_well() {
    let world = World::consenting();
    let mut running = world.program(WAYS).args(["work=become-cat"]).start();
    running.wait_for_line("now as another");
    let received = world
        .receiver
        .wait_for(|received| !received.sessions().is_empty(), Duration::from_secs(20));
    let received = received.expect("a session");
    assert_eq!(sessions(&received), ["exited 0"]);
    running.go_on();
    let finished = running.finish().quiet();
    assert_eq!(finished.stdout, "now as another\ngo on\n");
    assert_eq!(messages(&world.settle()), [STARTED, "Start work"]);
}

/// Servers take no session that is older than five days: one that goes on is told before.
#[test]
fn a_run_of_more_than_five_days() {
    let world = World::consenting();
    let mut running = world
        .program(ANNOTATED)
        .args(["evaluate", "pause", "test-drive", "pause"])
        .start();
    running.wait_for_pause();
    world.settle();
    // The clock of this run began six days ago; it was last heard of on the second.
    let [run] = &world.names("runs")[..] else {
        panic!("one run")
    };
    let run = world.telemetry("runs").join(run);
    let text = std::fs::read_to_string(&run).expect("a run");
    let (before, started) = text.split_once("\"started\":").expect("its beginning");
    let (millis, after) = started.split_once(',').expect("a number");
    let day = 24 * 60 * 60 * 1000;
    let began = millis.parse::<u64>().expect("a number") - 6 * day;
    std::fs::write(&run, format!("{before}\"started\":{began},{after}")).expect("a written run");
    let heard = std::time::UNIX_EPOCH + Duration::from_millis(began + 2 * day);
    let file = std::fs::File::options().append(true).open(&run).expect("a run");
    file.set_modified(heard).expect("a time");
    running.go_on();
    running.wait_for_pause();
    let received = world.settle();
    let told = received.sessions();
    assert_eq!(sessions(&received), ["exited 0"], "{received}");
    assert_eq!(told[0]["duration"], 2.0 * 24.0 * 60.0 * 60.0);
    running.go_on();
    running.finish();
    // That was its session; how it really ended is told nobody, and nothing is left.
    assert_eq!(sessions(&world.settle()), ["exited 0"]);
    assert!(world.names("runs").is_empty());
}
