//! Ctrl-C and Ctrl-Break.

use super::is_wine;
use crate::ANNOTATED;
use crate::endings::{WAYS, WAYS_BARE};
use end_to_end::{Finished, Home, Program, World, sessions};
use std::os::windows::process::CommandExt;
use windows_sys::Win32::System::Threading::{CREATE_NEW_CONSOLE, CREATE_NEW_PROCESS_GROUP, CREATE_SUSPENDED};

/// Wine lets no program press Ctrl-Break.
fn ways() -> &'static [&'static str] {
    if is_wine() {
        &["way=ctrl-c"]
    } else {
        &["way=ctrl-c", "way=ctrl-break"]
    }
}

/// In a console of its own, so that nobody else hears of it. The first process of a group hears of
/// no Ctrl-C.
fn alone(program: Program<'_>, arguments: &[&str]) -> Finished {
    let is_break = arguments.contains(&"way=ctrl-break");
    let group = if is_break { CREATE_NEW_PROCESS_GROUP } else { 0 };
    let program = program.args(arguments).with(|command| {
        command.creation_flags(CREATE_SUSPENDED | CREATE_NEW_CONSOLE | group);
    });
    program.run()
}

/// Runs both twins, and then the program once more. Gives the session of the first.
#[track_caller]
fn ends(arguments: &[&str]) -> (Finished, String) {
    let world = World::consenting();
    let finished = alone(world.program(WAYS), arguments);
    finished.assert_same_as(&alone(Home::new().program(WAYS_BARE), arguments));
    world.settle();
    world.program(ANNOTATED).run().quiet();
    let sessions = sessions(&world.settle());
    assert_eq!(sessions.len(), 2);
    (finished, sessions[0].clone())
}

#[test]
fn it_ends_the_program_as_without_us_and_is_a_normal_end() {
    for way in ways() {
        let (finished, session) = ends(&[way, "say=end"]);
        assert_eq!((finished.stdout.as_str(), session.as_str()), ("", "exited 0"), "{way}");
    }
}

#[test]
fn a_handler_of_the_program_s_own_goes_on_as_before() {
    for way in ways() {
        let (finished, session) = ends(&["way=own-console-handler", way, "way=until-asked", "say=end"]);
        assert_eq!(finished.stdout, "asked\nend\n", "{way}");
        assert_eq!((finished.code, session.as_str()), (Some(0), "exited 0"), "{way}");
    }
}
