//! What marks an uploader is recognised only in a real one, which never comes to the program's own
//! code.

use crate::{ANNOTATED, BARE, STARTED};
use end_to_end::{Home, World, messages};

const WAYS: &str = env!("CARGO_BIN_EXE_end_ways");
const TRACE: &str = env!("CARGO_BIN_EXE_end_trace");
/// The trace of a run. On Windows, the program has no code that runs at its end.
const ALL: &str = if cfg!(unix) {
    "config\nmain\nmade\nexit\n"
} else {
    "config\nmain\nmade\n"
};

#[test]
fn a_stray_marker_changes_nothing() {
    let world = World::consenting();
    let finished = world
        .program(ANNOTATED)
        .env("__TELEMETRY_UPLOADER", "1")
        .args(["evaluate"])
        .run()
        .quiet();
    finished.assert_same_as(&Home::new().program(BARE).args(["evaluate"]).run());
    assert_eq!(messages(&world.settle()), [STARTED, "Start evaluate"]);
}

#[test]
fn a_stray_marker_is_not_handed_on() {
    for home in [Home::new(), Home::consenting()] {
        let program = home.program(WAYS).args(["way=environment", "say=end"]);
        let stray = [
            "__TELEMETRY_UPLOADER",
            "__TELEMETRY_UPLOADER_CONFIG",
            "__TELEMETRY_UPLOADER_DATA",
        ];
        let finished = stray
            .into_iter()
            .fold(program, |program, name| program.env(name, "/tmp"))
            .run()
            .quiet();
        assert_eq!(finished.stdout, "end\n");
    }
}

/// Even with the right number, which others can read, and with the lock: an uploader has no
/// arguments.
#[cfg(unix)]
#[test]
fn an_ordinary_command_line_is_the_program_s() {
    let world = after_a_run();
    let finished = as_uploader(&world, NUMBER, NUMBER, |command| {
        command.arg("evaluate");
    });
    assert_eq!(finished.code, Some(0));
    assert_eq!(trace(&world), ALL);
    // So is one without arguments, if the lock is not its standard input.
    let program = world.program(TRACE).env("__TELEMETRY_UPLOADER", NUMBER);
    program.env("__TELEMETRY_UPLOADER_DATA", world.data()).run().quiet();
    assert_eq!(trace(&world), ALL.repeat(2));
}

/// By its name alone, or by the lock where an emulator has replaced its name.
#[cfg(unix)]
#[test]
fn a_process_that_was_started_as_an_uploader_uploads_or_exits_whatever_it_finds() {
    use std::os::unix::process::CommandExt;
    let used = &format!("{:32}", "used");
    for (given, written) in [
        (NUMBER, NUMBER),
        ("0123456789abcdef0123456789abcdee", NUMBER),
        ("0123456789abcdef", NUMBER),
        ("", NUMBER),
        ("", ""),
        (NUMBER, ""),
        ("used", "used"),
        (used, used),
    ] {
        let case = format!("{given:?} for {written:?}");
        let world = after_a_run();
        for named in [true, false] {
            let finished = as_uploader(&world, given, written, |command| {
                if named {
                    command.arg0("e2e: telemetry upload");
                }
            });
            assert_eq!((finished.code, finished.stdout.as_str()), (Some(0), ""), "{case}");
            assert_eq!(trace(&world), "", "{case}");
        }
        let left = std::fs::read_to_string(world.telemetry("uploader.lock")).expect("the lock's file");
        let uploads = given == written && given == NUMBER;
        assert_eq!(
            left == format!("0{used}"),
            uploads || written == used,
            "{left:?}, {case}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_name_without_anything_else_is_an_uploader_s_too() {
    use std::os::unix::process::CommandExt;
    for home in [Home::new(), Home::consenting()] {
        let program = home.program(TRACE).with(|command| {
            command.arg0("e2e: telemetry upload");
        });
        program.run().quiet();
        home.assert_untouched();
    }
}

#[cfg(unix)]
const NUMBER: &str = "0123456789abcdef0123456789abcdef";

/// A home in which the program has run, and nothing has left a trace since.
#[cfg(unix)]
fn after_a_run() -> World {
    let world = World::consenting();
    world.home.program(TRACE).run().quiet();
    world.settle();
    std::fs::remove_file(world.path().join("trace")).expect("a trace");
    world
}

/// Starts the program as an uploader is started, with one number in its environment and one in the
/// file of the lock, which is its standard input.
#[cfg(unix)]
fn as_uploader(
    world: &World,
    given: &str,
    written: &str,
    change: impl FnOnce(&mut std::process::Command),
) -> end_to_end::Finished {
    let path = world.telemetry("uploader.lock");
    // The digit is the number of the executable's path.
    std::fs::write(&path, format!("0{written}")).expect("the lock's file");
    let lock = std::fs::File::options().read(true).write(true).open(&path);
    let lock = lock.expect("the lock");
    lock.lock().expect("the lock");
    world
        .program(TRACE)
        .env("__TELEMETRY_UPLOADER", given)
        .env("__TELEMETRY_UPLOADER_DATA", world.data())
        .env("__TELEMETRY_UPLOADER_CONFIG", world.config())
        .with(|command| {
            command.stdin(lock);
            change(command);
        })
        .run()
        .quiet()
}

fn trace(world: &World) -> String {
    std::fs::read_to_string(world.path().join("trace")).unwrap_or_default()
}

/// Whatever there is of it: `main`, what the attribute's arguments say, what is made on first use,
/// what runs at the end.
#[test]
fn an_uploader_runs_nothing_of_the_program() {
    let world = World::consenting();
    world.program(TRACE).run().quiet();
    assert_eq!(messages(&world.settle()), [STARTED], "the uploader was at work");
    assert_eq!(trace(&world), ALL);
}

/// What runs before `main`, in every process of the program, cannot be kept from running. Here it
/// starts a thread.
#[test]
fn a_thread_of_the_program_s_own_does_not_hold_an_uploader_up() {
    let world = World::consenting();
    world.write(&world.path().join("thread"), "");
    let finished = world.program(TRACE).run().quiet();
    assert!(finished.took < super::AT_ONCE);
    assert_eq!(messages(&world.settle()), [STARTED]);
    assert_eq!(trace(&world), ALL);
}
