//! A signal asks the program to end, or makes it.

use super::{WAYS, WAYS_BARE};
use crate::{ANNOTATED, BARE, STARTED};
use end_to_end::{Finished, Home, Program, Signal, World, messages, sessions};

/// The program is sent the signal once it stands at this line.
fn asked(program: Program<'_>, way: &str, line: &str, signal: Signal) -> Finished {
    let mut running = program.args([way]).start();
    running.wait_for_line(line);
    running.signal(signal);
    running.finish()
}

/// The next start finds what the last run left behind.
#[track_caller]
fn sessions_after_the_next_start(world: &World) -> Vec<String> {
    world.settle();
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, STARTED]);
    assert_eq!(received.events().len(), 2, "{received}");
    sessions(&received)
}

#[track_caller]
fn dies_as_without_us(signal: Signal, session: &str) {
    let world = World::consenting();
    let finished = asked(world.program(ANNOTATED), "pause", "paused", signal);
    finished.assert_same_as(&asked(Home::new().program(BARE), "pause", "paused", signal));
    assert_eq!((finished.code, finished.signal), (None, Some(signal.as_raw())));
    assert_eq!(sessions_after_the_next_start(&world), [session, "exited 0"]);
}

#[test]
fn ctrl_c_is_a_normal_end() {
    dies_as_without_us(Signal::INT, "exited 0");
}

#[test]
fn sigterm_is_a_normal_end() {
    dies_as_without_us(Signal::TERM, "exited 0");
}

#[test]
fn a_closed_terminal_is_a_normal_end() {
    dies_as_without_us(Signal::HUP, "exited 0");
}

#[test]
fn kill_9_is_found_by_the_next_start() {
    dies_as_without_us(Signal::KILL, "abnormal 0");
}

#[test]
fn nohup_stays_nohup() {
    let world = World::consenting();
    let script = "trap '' HUP; exec \"$0\" pause say=end";
    let mut running = world.program("/bin/sh").args(["-c", script, ANNOTATED]).start();
    running.wait_for_pause();
    running.signal(Signal::HUP);
    running.go_on();
    let finished = running.finish().quiet();
    assert_eq!(finished.stdout, "paused\nend\n");
    assert_eq!(sessions(&world.settle()), ["exited 0"]);
}

#[track_caller]
fn ends_gracefully(way: &str, signal: Signal) {
    let world = World::consenting();
    let finished = asked(world.program(WAYS), way, "ready", signal);
    finished.assert_same_as(&asked(Home::new().program(WAYS_BARE), way, "ready", signal));
    assert_eq!(finished.code, Some(0));
    assert!(finished.stdout.contains("gracefully"), "{finished:?}");
    assert_eq!(sessions(&world.settle()), ["exited 0"]);
}

#[test]
fn ctrlc_goes_on_as_before() {
    ends_gracefully("way=ctrlc", Signal::INT);
    ends_gracefully("way=ctrlc", Signal::TERM);
}

#[test]
fn signal_hook_goes_on_as_before() {
    ends_gracefully("way=signal-hook", Signal::INT);
    ends_gracefully("way=signal-hook", Signal::HUP);
}

#[test]
fn tokio_goes_on_as_before() {
    ends_gracefully("way=tokio", Signal::INT);
    ends_gracefully("way=tokio", Signal::TERM);
}

/// Whoever asks for a core dump has a program that hangs.
#[test]
fn sigquit_is_no_end_of_the_program_s_own() {
    dies_as_without_us(Signal::QUIT, "abnormal 0");
}
