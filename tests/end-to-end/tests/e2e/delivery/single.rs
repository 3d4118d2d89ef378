//! However many programs run at once and for however long, one uploader is at work, and none is
//! left behind.

use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages, sessions};

/// The children of a process, each as its state and name: `Z e2e` is a zombie. One whose threads
/// are not all gone cannot be taken away yet, and is still `exiting`.
#[cfg(target_os = "linux")]
pub(super) fn children(parent: u32) -> Vec<String> {
    let entries = std::fs::read_dir("/proc").expect("processes");
    entries
        .flatten()
        .filter_map(|entry| {
            let stat = std::fs::read_to_string(entry.path().join("stat")).ok()?;
            let (name, rest) = stat.split_once('(')?.1.rsplit_once(") ")?;
            let mut fields = rest.split(' ');
            let threads = std::fs::read_dir(entry.path().join("task")).ok()?.count();
            let state = fields.next().filter(|_| threads == 1).unwrap_or("exiting");
            (fields.next()? == parent.to_string()).then(|| format!("{state} {name}"))
        })
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn ten_programs_have_one_uploader() {
    assert_one_uploader(10);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "exhaustive: takes ten seconds; .ci/run runs it"]
fn fifty_programs_have_one_uploader() {
    assert_one_uploader(50);
}

#[cfg(target_os = "linux")]
#[track_caller]
fn assert_one_uploader(programs: usize) {
    let world = World::consenting();
    world.receiver.behave(receiver::Behaviour::Hang);
    let mut running: Vec<_> = (0..programs).map(|_| world.program(ANNOTATED).start()).collect();
    let mut most = 0;
    while let Some(program) = running.pop() {
        most = most.max(world.uploaders().len());
        program.finish().quiet();
    }
    assert_eq!(most, 1);

    // The machine is switched off, and on again.
    world.end_uploaders();
    world.receiver.behave(receiver::Behaviour::Healthy);
    let _ = std::fs::remove_file(world.telemetry("state.json"));
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED].repeat(programs + 1));
    assert_eq!(sessions(&received), ["exited 0"].repeat(programs + 1));
    assert!(world.waiting().is_empty());
}

#[test]
fn programs_one_after_the_other_have_theirs() {
    let world = World::consenting();
    for _ in 0..3 {
        world.program(ANNOTATED).run().quiet();
        world.settle();
    }
    assert_eq!(messages(&world.settle()), [STARTED].repeat(3));
    assert_eq!(sessions(&world.settle()), ["exited 0"].repeat(3));
}

const PUSHES: [&str; 8] = [
    "evaluate",
    "pause",
    "test-drive",
    "pause",
    "check-in=watching",
    "pause",
    "check-in=trading",
    "pause",
];

/// An uploader that has taken its last look is still a process for a moment. It must not be taken
/// for one that will look again.
#[test]
fn what_is_pushed_while_an_uploader_ends_has_its_own() {
    let world = World::consenting();
    let mut running = world.program(ANNOTATED).args(PUSHES).start();
    for events in 2..=5 {
        running.wait_for_pause();
        let received = world.settle();
        assert_eq!(received.events().len(), events, "{received}");
        running.go_on();
    }
    running.finish().quiet();
    assert_eq!(sessions(&world.settle()), ["exited 0"]);
}

/// Nor anything else: no uploader is its child.
#[cfg(target_os = "linux")]
#[test]
fn a_long_running_program_collects_no_zombies() {
    let world = World::consenting();
    let mut running = world.program(ANNOTATED).args(PUSHES).start();
    for _ in 0..4 {
        running.wait_for_pause();
        assert!(children(running.id()).is_empty());
        world.settle();
        assert!(children(running.id()).is_empty());
        running.go_on();
    }
    running.finish().quiet();
    world.settle();
}
