//! What marks an uploader is recognised only in a real one, which never comes to the program's own code.

use crate::{ANNOTATED, BARE, STARTED};
use end_to_end::{Home, World, messages};

const WAYS: &str = env!("CARGO_BIN_EXE_end_ways");
const TRACE: &str = env!("CARGO_BIN_EXE_end_trace");

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

/// Even with the right number: it stands in a file that others can read.
#[test]
fn a_marker_with_the_right_number_needs_the_lock_as_well() {
    let world = World::consenting();
    world.program(ANNOTATED).run().quiet();
    world.settle();
    let number = "0123456789abcdef0123456789abcdef";
    std::fs::write(world.telemetry("uploader.lock"), number).expect("the lock's file");
    let program = world.home.program(WAYS).env("__TELEMETRY_UPLOADER", number);
    let program = program
        .env("__TELEMETRY_UPLOADER_DATA", world.data())
        .args(["way=environment", "say=end"]);
    assert_eq!(program.run().quiet().stdout, "end\n");
}

/// Starts the program as an uploader is started, with this number, while that one is in the lock's file. It says `end` if it is the program.
#[track_caller]
fn with_the_lock(given: &str, written: &str) -> String {
    let world = World::consenting();
    world.program(ANNOTATED).run().quiet();
    world.settle();
    let path = world.telemetry("uploader.lock");
    std::fs::write(&path, written).expect("the lock's file");
    let lock = std::fs::File::options()
        .read(true)
        .write(true)
        .open(&path)
        .expect("the lock");
    lock.lock().expect("the lock");
    let program = world.home.program(WAYS).env("__TELEMETRY_UPLOADER", given);
    let program = program
        .env("__TELEMETRY_UPLOADER_DATA", world.data())
        .args(["way=environment", "say=end"])
        .with(|command| {
            command.stdin(lock);
        });
    program.run().quiet().stdout
}

#[test]
fn the_lock_needs_the_right_number_as_well() {
    let right = "0123456789abcdef0123456789abcdef";
    let used = &format!("{:32}", "used");
    assert_eq!(with_the_lock(right, right), "", "an uploader");
    for (given, written) in [
        ("0123456789abcdef0123456789abcdee", right),
        ("0123456789abcdef", right),
        ("1", right),
        ("", right),
        ("", ""),
        (right, ""),
        ("used", "used"),
        (used, used),
    ] {
        assert_eq!(with_the_lock(given, written), "end\n", "{given:?} for {written:?}");
    }
}

/// Whatever there is of it: `main`, what the attribute's arguments say, what is made on first use, what runs at the end.
#[test]
fn an_uploader_runs_nothing_of_the_program() {
    let world = World::consenting();
    world.program(TRACE).run().quiet();
    assert_eq!(messages(&world.settle()), [STARTED], "the uploader was at work");
    let trace = std::fs::read_to_string(world.path().join("trace")).expect("a trace");
    assert_eq!(trace, "config\nmain\nmade\nexit\n");
}

/// What runs before `main`, in every process of the program, cannot be kept from running. Here it starts a thread.
#[test]
fn a_thread_of_the_program_s_own_does_not_hold_an_uploader_up() {
    let world = World::consenting();
    world.write(&world.path().join("thread"), "");
    let finished = world.program(TRACE).run().quiet();
    assert!(finished.took < super::AT_ONCE);
    assert_eq!(messages(&world.settle()), [STARTED]);
    let trace = std::fs::read_to_string(world.path().join("trace")).expect("a trace");
    assert_eq!(trace, "config\nmain\nmade\nexit\n");
}
