//! How a run ended, as far as Windows lets it be known; and that nobody could tell the difference.

use super::is_wine;
use crate::endings::{WAYS, WAYS_BARE, twins};
use crate::{ANNOTATED, STARTED};
use end_to_end::{Finished, World, messages, sessions};
use receiver::{Arrived, Received};

/// Runs both twins down this way, and then the program once more.
#[track_caller]
fn ends(arguments: &[&str]) -> (Finished, Received) {
    let world = World::consenting();
    let finished = twins(&world, (WAYS, WAYS_BARE), arguments);
    (finished, after_the_next_start(&world))
}

#[track_caller]
fn after_the_next_start(world: &World) -> Received {
    world.settle();
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    assert_eq!(
        messages(&received).iter().filter(|message| *message == STARTED).count(),
        2
    );
    received
}

#[track_caller]
fn assert_sessions(received: &Received, ended: &str) {
    let mut sessions = sessions(received);
    sessions.sort_unstable();
    let mut expected = [ended, "exited 0"];
    expected.sort_unstable();
    assert_eq!(sessions, expected, "{received}");
}

fn crashes(received: &Received) -> Vec<Arrived> {
    let mut events = received.events();
    events.retain(|event| event["message"].is_null());
    events
}

#[track_caller]
fn dies(arguments: &[&str], kind: &str) {
    // With the exit code of the twin. Wine's is not always that of Windows.
    let (_, received) = ends(arguments);
    let crashes = crashes(&received);
    assert_eq!(crashes.len(), 1, "{received}");
    let exception = &crashes[0]["exception"]["values"][0];
    assert_eq!(
        (exception["type"].as_str(), crashes[0]["tags"]["command"].as_str()),
        (Some(kind), Some("work"))
    );
    let frames = exception["stacktrace"]["frames"].as_array();
    let functions: Vec<_> = frames
        .into_iter()
        .flatten()
        .filter_map(|frame| frame["function"].as_str())
        .collect();
    // Windows leaves more of an overflowed stack than Wine: enough to look for the functions.
    if is_wine() && kind == "stack overflow" {
        assert!(functions.is_empty());
    } else {
        assert_eq!(functions, ["end_ways::main", "end_ways::work"]);
    }
    assert_sessions(&received, "crashed 1");
}

#[test]
fn an_access_violation() {
    dies(&["work=segv"], "EXCEPTION_ACCESS_VIOLATION");
}

#[test]
fn an_illegal_instruction() {
    dies(&["work=ill"], "EXCEPTION_ILLEGAL_INSTRUCTION");
}

#[test]
fn a_division_by_zero() {
    dies(&["work=fpe"], "EXCEPTION_INT_DIVIDE_BY_ZERO");
}

#[test]
fn a_stack_overflow() {
    dies(&["work=overflow"], "stack overflow");
}

#[test]
fn an_early_exit_is_a_normal_end() {
    let (finished, received) = ends(&["work=usage"]);
    assert_eq!(finished.code, Some(2));
    assert!(crashes(&received).is_empty());
    assert_sessions(&received, "exited 0");
}

/// Wine calls no TLS callback of an executable, so that the end of a process by another thread
/// cannot be seen there.
#[test]
fn an_early_exit_in_a_thread_is_a_normal_end() {
    let (finished, received) = ends(&["work=exit-in-a-thread"]);
    assert_eq!(finished.code, Some(8));
    assert!(crashes(&received).is_empty());
    let ended = if is_wine() { "abnormal 0" } else { "exited 0" };
    assert_sessions(&received, ended);
}

#[test]
fn an_exit_in_the_program_s_own_panic_hook_is_a_crash() {
    let (finished, received) = ends(&["way=exiting-hook", "work=index"]);
    assert_eq!(finished.code, Some(13));
    assert_eq!(crashes(&received).len(), 1, "{received}");
    assert_sessions(&received, "crashed 1");
}

/// `abort` ends the process at once, without any hook.
#[test]
fn an_abort_is_no_end() {
    let (_, received) = ends(&["work=abort"]);
    assert!(crashes(&received).is_empty());
    assert_sessions(&received, "abnormal 0");
}

#[test]
fn a_kill_is_no_end() {
    let world = World::consenting();
    let mut running = world.program(ANNOTATED).args(["pause"]).start();
    running.wait_for_pause();
    running.kill();
    running.finish();
    assert_sessions(&after_the_next_start(&world), "abnormal 0");
}

/// The tool that comes with Windows, as a person would use it.
#[test]
fn taskkill_is_no_end() {
    let world = World::consenting();
    let mut running = world.program(ANNOTATED).args(["pause"]).start();
    running.wait_for_pause();
    let process = running.id().to_string();
    let killed = std::process::Command::new("taskkill")
        .args(["/F", "/PID", &process])
        .output();
    assert!(killed.expect("taskkill").status.success());
    running.finish();
    assert_sessions(&after_the_next_start(&world), "abnormal 0");
}
