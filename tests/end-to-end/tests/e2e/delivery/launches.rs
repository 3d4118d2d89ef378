//! Launches that need more than the path of the executable: the program's loader, code before
//! `main`, the directory in which the program was started.

use super::certificates::Door;
use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, World, messages};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

const TRACE: &str = env!("CARGO_BIN_EXE_end_trace");
const LOADER: &str = if cfg!(target_arch = "aarch64") {
    "/lib/ld-linux-aarch64.so.1"
} else {
    "/lib64/ld-linux-x86-64.so.2"
};
const DID_NOT_START: &str = " did not start\n";

fn status(home: &Home) -> String {
    let program = home.program(ANNOTATED).env("E2E_TELEMETRY", "off");
    program.args(["status"]).run().quiet().stdout
}

/// An uploader that was launched just now may still start. A minute goes by.
fn a_minute_goes_by(world: &World) {
    let lock = std::fs::File::options()
        .write(true)
        .open(world.telemetry("uploader.lock"));
    let long_ago = SystemTime::now() - Duration::from_secs(60);
    lock.expect("the lock").set_modified(long_ago).expect("a time");
}

/// `/proc/self/exe` is the loader then, and the loader does not know the uploader's command line.
#[test]
fn a_program_that_was_started_by_its_loader() {
    let world = World::consenting();
    let (directory, name) = split(ANNOTATED);
    let run = |action: &str| {
        let program = world.program(LOADER).args([format!("./{name}").as_str(), action]);
        program.with(|command| {
            command.current_dir(directory);
        })
    };
    run("evaluate").run().quiet();
    world.home.wait_for_uploaders();
    assert_eq!(world.waiting_messages(), [STARTED, "Start evaluate"]);
    assert!(!status(&world.home).contains(DID_NOT_START), "it may still start");
    a_minute_goes_by(&world);
    let status_then = status(&world.home);
    assert!(
        status_then.contains("last error     the uploader launched at "),
        "{status_then}"
    );
    assert!(status_then.contains(DID_NOT_START), "{status_then}");

    // The next start says it, too, and tries the other path, which the one after that remembers.
    let next = run("status").run().quiet().stdout;
    assert!(next.contains(DID_NOT_START), "{next}");
    world.home.wait_for_uploaders();
    assert_eq!(messages(&world.receiver.so_far()), [STARTED, "Start evaluate", STARTED]);
    run("test-drive").run().quiet();
    world.home.wait_for_uploaders();
    assert!(world.waiting().is_empty());
    assert!(!status(&world.home).contains(DID_NOT_START));
}

/// The path of a script is the program's for the kernel. Run as the uploader, it would run `main`.
#[test]
fn a_program_that_is_the_interpreter_of_a_script() {
    let world = World::consenting();
    let script = world.beside().join("script");
    std::fs::write(&script, format!("#!{ANNOTATED}\n")).expect("a script");
    world.set_mode(&script, 0o755);
    // The kernel gives the script's path as an argument, which is no action of the program's.
    for _ in 0..2 {
        let finished = world.program(&script).run();
        assert_eq!(finished.code, Some(101), "{finished:?}");
        world.home.wait_for_uploaders();
        std::fs::write(world.telemetry("uploader.lock"), format!("0{}", "a".repeat(32))).expect("the lock's file");
    }
    let started = messages(&world.receiver.so_far());
    assert_eq!(
        started.iter().filter(|message| *message == STARTED).count(),
        2,
        "{started:?}"
    );
}

/// The launcher has set a timer, which also ends an uploader that does not come to its own.
#[test]
#[ignore = "exhaustive: waits half a minute for the timer; .ci/run runs it"]
fn code_before_main_that_never_returns_is_ended_after_half_a_minute() {
    let world = World::consenting();
    world.write(&world.path().join("block"), "");
    let start = Instant::now();
    world.program(TRACE).run().quiet();
    world.home.wait_for_uploaders();
    let took = start.elapsed();
    assert!(
        took > Duration::from_secs(29) && took < Duration::from_secs(60),
        "{took:?}"
    );
    assert_eq!(world.receiver.connections(), 0);
    a_minute_goes_by(&world);
    assert!(status(&world.home).contains(DID_NOT_START));
}

/// The uploader works in another directory.
#[test]
fn relative_paths_are_of_the_directory_in_which_the_program_was_started() {
    const NAME: &str = "localhost";
    let world = World::consenting();
    let door = Door::before(&world, NAME);
    let dsn = world.receiver.dsn();
    let key = dsn.trim_start_matches("http://").split('@').next().expect("a key");
    let port = door.port;
    world.write_config(format!(
        "telemetry:\n  collect: true\n  dsn: https://{key}@{NAME}:{port}/1\n"
    ));
    let (directory, certificate) = split(door.certificate.to_str().expect("a path"));
    let program = world.home.program(ANNOTATED).env("SSL_CERT_FILE", certificate);
    program
        .with(|command| {
            command.current_dir(directory);
        })
        .run()
        .quiet();
    world.home.wait_for_uploaders();
    assert_eq!(messages(&world.receiver.so_far()), [STARTED]);
}

fn split(path: &str) -> (&Path, &str) {
    let path = Path::new(path);
    let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
    (path.parent().expect("a directory"), name)
}
