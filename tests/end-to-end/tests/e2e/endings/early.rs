//! The program ends by itself: at the end of `main`, or before.

use super::{WAYS, WAYS_BARE, twins};
use crate::{ANNOTATED, ANNOTATED_CODE, BARE, BARE_CODE, STARTED};
use end_to_end::{Home, World, messages, sessions};

#[test]
fn main_returns() {
    let world = World::consenting();
    let finished = twins(
        &world,
        (ANNOTATED, BARE),
        &["say=something", "complain=about it", "evaluate"],
    );
    assert_eq!(finished.code, Some(0));
    assert_eq!(sessions(&world.settle()), ["exited 0"]);
}

#[test]
fn main_returns_a_code() {
    let world = World::consenting();
    let finished = twins(&world, (ANNOTATED_CODE, BARE_CODE), &["say=something", "err=no prices"]);
    assert_eq!(finished.code, Some(7));
    let received = world.settle();
    // The program says it in its own words; what a code means is not ours to guess.
    assert_eq!(messages(&received), [STARTED]);
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn main_exits() {
    let world = World::consenting();
    let finished = twins(
        &world,
        (ANNOTATED, BARE),
        &["say=something", "evaluate=exit=3", "say=never"],
    );
    assert_eq!(
        (finished.code, finished.stdout.as_str()),
        (Some(3), "something\nevaluate begins\n")
    );
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, "Start evaluate"]);
    assert_eq!(sessions(&received), ["exited 0"]);
}

/// Long after the first uploader has gone, so that another is started while the process is in the
/// middle of its end.
#[test]
fn main_exits_later() {
    let world = World::consenting();
    let mut running = world.program(ANNOTATED).args(["evaluate", "pause", "exit=3"]).start();
    running.wait_for_pause();
    world.settle();
    running.go_on();
    let finished = running.finish();
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(3), ""));
    assert_eq!(sessions(&world.settle()), ["exited 0"]);
}

#[test]
fn the_arguments_are_wrong() {
    let world = World::consenting();
    let finished = twins(&world, (WAYS, WAYS_BARE), &["way=usage"]);
    assert_eq!(finished.code, Some(2));
    assert_eq!(sessions(&world.settle()), ["exited 0"]);
}

#[test]
fn a_thread_exits_while_main_goes_on() {
    let world = World::consenting();
    let finished = twins(&world, (WAYS, WAYS_BARE), &["work=exit-in-a-thread"]);
    assert_eq!(finished.code, Some(8));
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, "Start work"]);
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn main_calls_itself() {
    let world = World::consenting();
    let finished = twins(&world, (WAYS, WAYS_BARE), &["way=again", "say=end"]);
    assert_eq!(finished.stdout, "once more\nend\nOk(())\nend\n");
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED]);
    assert_eq!(sessions(&received), ["exited 0"]);
}

/// std panics when it prints to nobody.
#[test]
fn nobody_reads_any_more() {
    let world = World::consenting();
    let chatter = |program: end_to_end::Program<'_>, way: &str| {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        program
            .args([way])
            .with(|command| {
                command.stdout(writer);
            })
            .run()
    };
    let finished = chatter(world.program(WAYS), "work=chatter");
    finished.assert_same_as(&chatter(Home::new().program(WAYS_BARE), "work=chatter"));
    assert_eq!(finished.code, Some(101));
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, "Start work"]);
    assert_eq!(received.events().len(), 2, "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn the_reader_is_content_with_the_first_line() {
    let world = World::consenting();
    let shell = |program: end_to_end::Program<'_>, path: &str| {
        program
            .args(["-c", "\"$0\" way=chatter 2>/dev/null | head -n 1", path])
            .run()
    };
    let finished = shell(world.program("/bin/sh"), WAYS);
    finished.assert_same_as(&shell(Home::new().program("/bin/sh"), WAYS_BARE));
    assert_eq!(finished.stdout, "line 0\n");
    let received = world.settle();
    assert_eq!(received.events().len(), 1, "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
}
