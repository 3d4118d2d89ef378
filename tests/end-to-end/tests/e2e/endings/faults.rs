//! Something is wrong with the program itself: it dies by a signal as it would without us, and
//! whoever comes next tells of what.

use super::{WAYS, WAYS_BARE, twins};
use crate::ANNOTATED;
use end_to_end::{Finished, Home, Signal, World, sessions};
use receiver::{Arrived, Received};

/// Runs both twins down this way, and then, as somebody would, the program once more.
#[track_caller]
fn dies(arguments: &[&str], signal: i32) -> (Finished, Received) {
    let world = World::consenting();
    let finished = twins(&world, (WAYS, WAYS_BARE), arguments);
    assert_eq!((finished.code, finished.signal), (None, Some(signal)), "{finished:?}");
    (finished, after_the_next_start(&world))
}

#[track_caller]
fn after_the_next_start(world: &World) -> Received {
    world.settle();
    world.program(ANNOTATED).run().quiet();
    world.settle()
}

/// The events that are no messages.
fn crashes(received: &Received) -> Vec<Arrived> {
    let mut events = received.events();
    events.retain(|event| event["message"].is_null());
    events
}

/// One session of each run, however soon each was told.
#[track_caller]
fn assert_sessions(received: &Received, died: &str) {
    let mut sessions = sessions(received);
    sessions.sort_unstable();
    assert_eq!(sessions, [died, "exited 0"], "{received}");
}

/// What is said of a death in short: its level, its command, its kind, and the functions that led
/// there.
fn told(event: &Arrived) -> String {
    let exception = &event["exception"]["values"][0];
    let frames = exception["stacktrace"]["frames"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let functions: Vec<&str> = frames.iter().filter_map(|frame| frame["function"].as_str()).collect();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    format!(
        "{} {} {} {}",
        text(&event["level"]),
        text(&event["tags"]["command"]),
        text(&exception["type"]),
        functions.join(">")
    )
}

#[track_caller]
fn assert_death(arguments: &[&str], signal: i32, expected: &str) {
    let (_, received) = dies(arguments, signal);
    let crashes = crashes(&received);
    assert_eq!(crashes.iter().map(told).collect::<Vec<_>>(), [expected], "{received}");
    assert_eq!(crashes[0]["exception"]["values"][0]["mechanism"]["handled"], false);
    assert_sessions(&received, "crashed 1");
}

const WORK: &str = "end_ways::main>end_ways::work";

#[test]
fn abort() {
    assert_death(&["work=abort"], libc::SIGABRT, &format!("fatal work SIGABRT {WORK}"));
}

#[test]
fn a_fault_of_memory() {
    assert_death(&["work=segv"], libc::SIGSEGV, &format!("fatal work SIGSEGV {WORK}"));
}

#[test]
fn a_fault_of_memory_in_a_thread() {
    // The thread itself is in no annotated function, but works for one.
    assert_death(&["work=segv-in-a-thread"], libc::SIGSEGV, "fatal work SIGSEGV ");
}

#[test]
fn a_fault_outside_of_any_command() {
    assert_death(&["way=segv"], libc::SIGSEGV, "fatal - SIGSEGV end_ways::main");
}

#[test]
fn memory_that_is_not_there() {
    assert_death(&["work=bus"], libc::SIGBUS, &format!("fatal work SIGBUS {WORK}"));
}

#[test]
fn an_illegal_instruction() {
    assert_death(&["work=ill"], libc::SIGILL, &format!("fatal work SIGILL {WORK}"));
}

#[test]
fn arithmetic() {
    assert_death(&["work=fpe"], libc::SIGFPE, &format!("fatal work SIGFPE {WORK}"));
}

#[test]
fn the_stack_overflows() {
    assert_death(
        &["work=overflow"],
        libc::SIGABRT,
        &format!("fatal work stack overflow {WORK}"),
    );
}

#[test]
fn the_stack_of_a_thread_overflows() {
    assert_death(
        &["work=overflow-in-a-thread"],
        libc::SIGABRT,
        "fatal work stack overflow ",
    );
}

#[test]
fn no_memory_is_left() {
    assert_death(
        &["work=no-memory"],
        libc::SIGABRT,
        &format!("fatal work SIGABRT {WORK}"),
    );
}

#[test]
fn an_abort_long_after_a_panic_is_told_too() {
    let (_, received) = dies(&["work=abort-after-a-panic"], libc::SIGABRT);
    let kinds: Vec<String> = crashes(&received)
        .iter()
        .map(|event| {
            event["exception"]["values"][0]["type"]
                .as_str()
                .unwrap_or("-")
                .to_owned()
        })
        .collect();
    assert!(
        kinds.contains(&"panic".to_owned()) && kinds.contains(&"SIGABRT".to_owned()),
        "{kinds:?}"
    );
    assert_sessions(&received, "crashed 1");
}

/// The panics are told, and no third thing beside them.
#[test]
fn a_panic_while_panicking() {
    let (_, received) = dies(&["work=panic-while-panicking"], libc::SIGABRT);
    let mut messages: Vec<String> = crashes(&received)
        .iter()
        .map(|event| {
            event["exception"]["values"][0]["value"]
                .as_str()
                .unwrap_or("-")
                .to_owned()
        })
        .collect();
    messages.sort_unstable();
    assert_eq!(messages, ["the first one", "the second one"]);
    assert_sessions(&received, "crashed 2");
}

#[test]
fn a_panic_that_cannot_unwind() {
    let (_, received) = dies(&["work=panic-in-c"], libc::SIGABRT);
    let crashes = crashes(&received);
    assert_eq!(crashes.len(), 1, "{received}");
    assert_eq!(crashes[0]["exception"]["values"][0]["value"], "nobody to unwind to");
    assert_sessions(&received, "crashed 1");
}

/// By then, much of what a thread has is gone.
#[test]
fn a_panic_at_a_thread_s_end() {
    let (_, received) = dies(&["work=panic-at-a-thread-s-end"], libc::SIGABRT);
    let crashes = crashes(&received);
    assert_eq!(crashes.len(), 1, "{received}");
    assert_eq!(crashes[0]["exception"]["values"][0]["value"], "the second one");
    assert_sessions(&received, "crashed 1");
}

/// std aborts before ours has its turn again.
#[test]
fn a_panic_in_the_program_s_own_hook() {
    let (finished, received) = dies(&["way=panicking-hook", "work=index"], libc::SIGABRT);
    assert!(finished.stderr.contains("this is bad"), "{finished:?}");
    let crashes = crashes(&received);
    assert_eq!(crashes.len(), 1, "{received}");
    assert_eq!(told(&crashes[0]), format!("fatal work panic {WORK}"));
    assert_eq!(
        crashes[0]["exception"]["values"][0]["value"],
        "index out of bounds: the len is 3 but the index is 7"
    );
    assert_sessions(&received, "crashed 1");
}

#[test]
fn a_program_that_handles_its_faults_itself() {
    let world = World::consenting();
    let finished = twins(&world, (WAYS, WAYS_BARE), &["work=own-handler"]);
    assert_eq!((finished.code, finished.stdout.as_str()), (Some(4), "handled\n"));
    let received = after_the_next_start(&world);
    assert!(crashes(&received).is_empty(), "{received}");
}

/// What std's handler makes of a signal that is no fault is as without us, and it was not the end.
#[test]
fn a_signal_that_the_program_lives_through() {
    let world = World::consenting();
    let finished = twins(&world, (WAYS, WAYS_BARE), &["work=asks-itself"]);
    assert_eq!(finished.stdout, "still here\n");
    let received = world.settle();
    assert!(crashes(&received).is_empty(), "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
}

/// Somebody else sends it.
#[test]
fn killed_by_sigabrt() {
    let world = World::consenting();
    let killed = |program: end_to_end::Program<'_>| {
        let mut running = program.args(["pause"]).start();
        running.wait_for_pause();
        running.signal(Signal::ABORT);
        running.finish()
    };
    let finished = killed(world.program(WAYS));
    finished.assert_same_as(&killed(Home::new().program(WAYS_BARE)));
    assert_eq!(finished.signal, Some(libc::SIGABRT));
    let received = after_the_next_start(&world);
    assert_eq!(
        crashes(&received).iter().map(told).collect::<Vec<_>>(),
        ["fatal - SIGABRT end_ways::main"]
    );
    assert_sessions(&received, "crashed 1");
}

/// Of somebody who shares crashes alone, a fault is one, and says nothing of who it was.
#[test]
fn a_fault_of_a_run_that_shares_crashes_alone() {
    let world = World::new();
    world.write_config("telemetry:\n  collect: crashes\n");
    let finished = world.program(WAYS).args(["work=segv"]).run();
    assert_eq!(finished.signal, Some(libc::SIGSEGV));
    // The same program, which knows its commands.
    world.program(WAYS).args(["say=end"]).run().quiet();
    let received = world.settle();
    let events = received.events();
    assert_eq!(
        events.iter().map(told).collect::<Vec<_>>(),
        [format!("fatal work SIGSEGV {WORK}")]
    );
    assert!(events[0]["user"].is_null(), "{received}");
    assert!(received.sessions().is_empty(), "{received}");
    assert!(world.names("runs").is_empty());
}

/// What died was another release than what tells of it.
#[test]
fn a_fault_of_another_release() {
    let world = World::consenting();
    let finished = world.program(WAYS).args(["work=segv"]).run();
    assert_eq!(finished.signal, Some(libc::SIGSEGV));
    // The uploader that the start has begun may be there first: then nothing is left to be told by
    // another.
    let runs = world.names("runs");
    world.end_uploaders();
    let Some(run) = runs.first().map(|run| world.telemetry("runs").join(run)) else {
        return;
    };
    let Ok(text) = std::fs::read_to_string(&run) else {
        return;
    };
    std::fs::write(&run, text.replace("end-to-end@0.1.0", "end-to-end@0.0.9")).expect("the run's file");
    let received = after_the_next_start(&world);
    let crashes = crashes(&received);
    assert_eq!(crashes.len(), 1, "{received}");
    assert_eq!(crashes[0]["release"], "end-to-end@0.0.9");
    // Which packages that release had, nobody knows any more.
    assert!(crashes[0]["modules"].is_null(), "{received}");
    assert_eq!(crashes[0]["user"]["id"].as_str().map(str::to_owned), world.user_id());
}
