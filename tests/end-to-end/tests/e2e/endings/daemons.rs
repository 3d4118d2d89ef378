//! Daemons: the process that began the run exits, and a forked child goes on with it.

use super::WAYS;
use crate::STARTED;
use end_to_end::{Signal, World, messages, sessions};
use receiver::Received;
use rustix::process::{Pid, kill_process};
use std::time::{Duration, Instant};

/// Runs the program until its first process has exited, and waits for the session, which the daemon
/// ends.
#[track_caller]
fn session_after(actions: &[&str]) -> (World, Received) {
    let world = World::consenting();
    world.program(WAYS).args(actions).run().quiet();
    let received = session(&world);
    (world, received)
}

#[track_caller]
fn session(world: &World) -> Received {
    let ended = |received: &Received| !received.sessions().is_empty();
    world
        .receiver
        .wait_for(ended, Duration::from_secs(60))
        .expect("a session");
    world.settle()
}

/// How programs become daemons: the first process exits, or ends without a word.
const DAEMONS: [&str; 2] = ["way=daemonize", "way=go-on-twice-split"];

#[test]
fn a_daemon_reports_its_commands() {
    for daemon in DAEMONS {
        let (world, received) = session_after(&[daemon, "evaluate", "work=nothing"]);
        let mut found = messages(&received);
        // Each event is sent on its own.
        found.sort();
        assert_eq!(found, ["Start evaluate", "Start work", STARTED], "{daemon}");
        assert_eq!(sessions(&received), ["exited 0"], "{daemon}");
        assert!(world.names("runs").is_empty(), "{daemon}");
    }
}

#[test]
fn a_daemon_reports_its_panics() {
    for daemon in DAEMONS {
        let (_, received) = session_after(&[daemon, "way=caught"]);
        assert_eq!(sessions(&received), ["exited 1"], "{daemon}");
        assert_eq!(received.events().len(), 2, "{daemon}: {received}");
        let (_, received) = session_after(&[daemon, "work=index"]);
        assert_eq!(sessions(&received), ["crashed 1"], "{daemon}");
        assert_eq!(received.events().len(), 3, "{daemon}: {received}");
    }
}

/// A service manager ends it so.
#[test]
fn a_daemon_that_is_ended_by_a_signal() {
    for daemon in DAEMONS {
        let world = World::consenting();
        let file = world.beside().join("adopted");
        let adopt = format!("adopt={}", file.display());
        let actions = [daemon, &adopt, "evaluate", "way=wait-for-a-signal"];
        world.program(WAYS).args(actions).run().quiet();
        let has_command = |received: &Received| messages(received).contains(&"Start evaluate".to_owned());
        let received = world.receiver.wait_for(has_command, Duration::from_secs(60));
        assert_eq!(sessions(&received.expect("a command")), [""; 0], "{daemon}");
        assert_eq!(std::fs::read_to_string(&file).expect("a file"), "true", "{daemon}");
        end(daemon_of_journal(&world));
        // The next run finds what it left.
        world.program(WAYS).run().quiet();
        let received = world.settle();
        assert_eq!(sessions(&received), ["exited 0", "exited 0"], "{daemon}");
    }
}

/// The process that took over the only run.
fn daemon_of_journal(world: &World) -> u32 {
    let [run] = &world.names("runs")[..] else {
        panic!("one run: {:?}", world.names("runs"))
    };
    let journal = std::fs::read_to_string(world.telemetry("runs").join(run)).expect("a journal");
    let adopted = journal.lines().find_map(|line| line.strip_prefix("adopted "));
    adopted.expect("a daemon").parse().expect("a number")
}

/// Ends the process, and waits until it has ended. It is no child of the tests'.
fn end(process: u32) {
    let id = i32::try_from(process).ok().and_then(Pid::from_raw).expect("a process");
    kill_process(id, Signal::TERM).expect("a process that lives");
    let ended = || {
        let status = std::fs::read_to_string(format!("/proc/{process}/status"));
        status.is_err() || status.is_ok_and(|status| status.contains("State:\tZ"))
    };
    let deadline = Instant::now() + Duration::from_secs(60);
    while !ended() {
        assert!(Instant::now() < deadline, "it does not end");
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// The child has a copy of what the parent had not recorded yet.
#[test]
fn a_parent_that_records_after_it_was_split() {
    let (_, received) = session_after(&["way=split-for-later", "evaluate", "way=go-on-later", "work=nothing"]);
    let started = messages(&received).into_iter().filter(|message| message == STARTED);
    assert_eq!(started.count(), 1, "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
}

/// One of them goes on with the run; the others stay silent.
#[test]
fn a_pool_of_workers_without_their_parent() {
    let (_, received) = session_after(&["way=go-on-as-a-pool", "evaluate", "way=caught"]);
    assert_eq!(
        messages(&received)
            .iter()
            .filter(|message| *message == "Start evaluate")
            .count(),
        1
    );
    assert_eq!(received.events().len(), 3, "{received}");
    assert_eq!(sessions(&received).len(), 1);
}

/// Nothing is said of a daemon that says nothing of itself until it exits.
#[test]
fn a_run_goes_on_in_a_daemon_that_does_nothing() {
    for (way, expected) in [
        ("way=leave-a-daemon", vec![STARTED]),
        ("work=daemonise", vec![STARTED, "Start work"]),
    ] {
        let world = World::consenting();
        // The daemon lives until this is dropped.
        let (daemon, leash) = std::io::pipe().expect("a pipe");
        let program = world.program(WAYS).args([way]);
        let program = program.with(|command| {
            command.stdin(daemon);
        });
        program.run().quiet();
        assert_eq!(sessions(&world.settle()), [""; 0], "{way}");
        drop(leash);
        let received = session(&world);
        assert_eq!(sessions(&received), ["exited 0"], "{way}");
        assert_eq!(messages(&received), expected, "{way}");
    }
}
