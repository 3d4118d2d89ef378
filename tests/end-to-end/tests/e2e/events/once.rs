//! How often: a program that does something again and again floods nobody.

use super::WAYS;
use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages, sessions};

#[test]
fn a_command_is_told_once_in_a_run_however_often_and_by_how_many_threads() {
    let world = World::consenting();
    world.program(WAYS).args(["toil", "toil"]).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, "Start toil/hurry"]);
    assert_eq!(sessions(&received), ["exited 0"]);
}

#[test]
fn each_name_is_told_and_each_run_tells() {
    let world = World::consenting();
    for _ in 0..2 {
        world
            .program(ANNOTATED)
            .args(["evaluate", "test-drive", "evaluate"])
            .run()
            .quiet();
    }
    let once = [STARTED, "Start evaluate", "Start test-drive"];
    let received = world.settle();
    assert_eq!(messages(&received), [once, once].concat());
    assert_eq!(sessions(&received), ["exited 0", "exited 0"]);
}

#[test]
fn commands_inside_of_commands_are_told_as_they_are_entered() {
    let world = World::consenting();
    world.program(WAYS).args(["work=again", "evaluate"]).run().quiet();
    // `again` calls `main`, and so all of this once more.
    assert_eq!(messages(&world.settle()), [STARTED, "Start work", "Start evaluate"]);
}
