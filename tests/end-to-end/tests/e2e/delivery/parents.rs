//! Programs that look after children of their own: the uploader is none of them.

use super::AT_ONCE;
use super::single::children;
use crate::STARTED;
use end_to_end::{Home, World, messages};
use receiver::Behaviour;

const WAYS: &str = env!("CARGO_BIN_EXE_end_ways");
const WAYS_BARE: &str = env!("CARGO_BIN_EXE_end_ways_bare");

/// It would wait for a server else, or take the uploader's end for that of its job.
#[test]
fn one_that_waits_for_all_its_children_waits_for_its_own_only() {
    for behaviour in [Behaviour::Hang, Behaviour::Healthy] {
        let world = World::consenting();
        let hangs = behaviour == Behaviour::Hang;
        world.receiver.behave(behaviour);
        let ways = ["way=waits-for-all"];
        let finished = world
            .program(WAYS)
            .args(ways)
            .env("PATH", "/usr/bin:/bin")
            .run()
            .quiet();
        assert!(finished.took < AT_ONCE, "{finished:?}");
        let bare = Home::new();
        finished.assert_same_as(&bare.program(WAYS_BARE).args(ways).env("PATH", "/usr/bin:/bin").run());
        assert_eq!(finished.stdout, "all are done, and 0 strangers\n");
        if hangs {
            world.assert_one_uploader();
        } else {
            assert_eq!(messages(&world.settle()), [STARTED]);
        }
    }
}

/// As with a handler that counts on knowing who ended.
#[test]
fn no_signal_tells_of_an_uploader() {
    let world = World::consenting();
    let actions = [
        "way=reaps-in-a-handler",
        "work=nothing",
        "evaluate",
        "way=heard-of-children",
    ];
    let finished = world.program(WAYS).args(actions).run().quiet();
    assert!(finished.stdout.ends_with("\n0 signals\n"), "{finished:?}");
    assert_eq!(messages(&world.settle()).len(), 3);
}

/// Whatever a program does about its children, it has its uploaders, one after the other, and
/// nothing stays.
#[test]
fn whoever_ignores_its_children_has_uploaders_too() {
    for way in ["way=ignores-children", "way=reaps-in-a-handler"] {
        let world = World::consenting();
        let actions = [way, "evaluate", "pause", "work=nothing", "pause"];
        let mut running = world.program(WAYS).args(actions).start();
        running.wait_for_pause();
        assert!(children(running.id()).is_empty(), "{way}");
        assert_eq!(messages(&world.settle()), [STARTED, "Start evaluate"], "{way}");
        running.go_on();
        running.wait_for_pause();
        assert!(children(running.id()).is_empty(), "{way}");
        assert_eq!(messages(&world.settle()).len(), 3, "{way}");
        running.finish().quiet();
        world.settle();
    }
}

/// The first process of a container gets all orphans. So there the uploader is its child, and is
/// taken away by it.
#[test]
fn the_first_process_of_a_container_collects_no_zombies() {
    let world = World::consenting();
    let actions = ["evaluate", "pause", "work=nothing", "pause", "evaluate", "pause"];
    let contained = world
        .program("/usr/bin/unshare")
        .args(["--pid", "--fork", "--kill-child", WAYS]);
    let allowed = std::process::Command::new("/usr/bin/unshare")
        .args(["--pid", "--fork", "true"])
        .output();
    if !allowed.is_ok_and(|output| output.status.success()) {
        println!("skipped: no containers here");
        return;
    }
    let mut running = contained.args(actions).start();
    for _ in 0..3 {
        running.wait_for_pause();
        let first = first_child(running.id()).expect("the program");
        let mut left = children(first);
        while left.iter().any(|child| !child.starts_with('Z')) {
            std::thread::sleep(std::time::Duration::from_millis(1));
            left = children(first);
        }
        assert!(left.len() <= 1, "{left:?}");
        running.go_on();
    }
    running.finish().quiet();
}

fn first_child(parent: u32) -> Option<u32> {
    let listed = std::fs::read_to_string(format!("/proc/{parent}/task/{parent}/children")).ok()?;
    listed.split(' ').next()?.parse().ok()
}
