//! An outbox that nobody empties: it does not grow for ever, and does not slow the program down.

use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, World, messages};
use receiver::refused_dsn;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The most that a start leaves alone in a directory, and what one that begins below it may add.
const MOST: usize = 1_000 + 5;

/// Starts in an ordinary run.
const FEW: usize = 30;

/// Starts in `.ci/run`.
fn many() -> usize {
    std::env::var("E2E_STARTS").map_or(300, |starts| starts.parse().expect("a number"))
}

/// Puts copies of a directory's only file beside it, under names as the program gives them.
fn multiply(directory: &Path, times: usize, name: impl Fn(usize) -> String) {
    let only = fs::read_dir(directory)
        .expect("a directory")
        .next()
        .expect("a file")
        .expect("a file")
        .path();
    for number in 0..times {
        fs::copy(&only, directory.join(name(number))).expect("a copy");
    }
}

fn envelope_name(number: usize) -> String {
    format!("1-1764000000000-m-{number:032x}.envelope")
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted[sorted.len() / 2]
}

/// Starts the program that often, and asserts that little is kept. Returns how long each start
/// took.
#[track_caller]
fn start_often(home: &Home, dsn: Option<&str>, starts: usize) -> Vec<Duration> {
    let times: Vec<Duration> = (0..starts)
        .map(|_| {
            let program = home.program(ANNOTATED);
            let program = if let Some(dsn) = dsn { program.dsn(dsn) } else { program };
            program.run().quiet().took
        })
        .collect();
    home.wait_for_uploaders();
    for directory in ["outbox", "runs", "sent", "rejected"] {
        let files = home.names(directory).len();
        eprintln!("{directory}: {files} files");
        assert!(files <= MOST, "{files} files in {directory}");
    }
    assert!(fs::metadata(home.telemetry("state.json")).map_or(0, |state| state.len()) < 10_000);
    times
}

/// The last starts are as quick as the first.
#[track_caller]
fn assert_quick(times: &[Duration]) {
    let several = times.len() / 10;
    let (first, last) = (median(&times[..several]), median(&times[times.len() - several..]));
    eprintln!("{} starts: first {first:?}, last {last:?}", times.len());
    assert!(last < first * 5, "{first:?} became {last:?}");
}

/// The home of a user whose outbox was never emptied.
fn never_emptied() -> Home {
    let home = Home::consenting();
    home.program(ANNOTATED).args(["evaluate"]).run().quiet();
    multiply(&home.telemetry("outbox"), 900, envelope_name);
    multiply(&home.telemetry("runs"), 900, |number| format!("{number:032x}"));
    home
}

#[test]
fn started_often_without_a_connection() {
    start_often(&Home::consenting(), Some(&refused_dsn()), FEW);
}

#[test]
#[ignore = "exhaustive: takes half a minute; .ci/run runs it"]
fn started_very_often_without_a_connection() {
    assert_quick(&start_often(&Home::consenting(), Some(&refused_dsn()), many()));
}

#[test]
fn started_often_without_a_server() {
    start_often(&never_emptied(), None, FEW);
}

#[test]
#[ignore = "exhaustive: three hundred starts; .ci/run runs it"]
fn started_very_often_without_a_server() {
    assert_quick(&start_often(&never_emptied(), None, many()));
}

/// It is listed once, and none of the others is opened.
#[cfg(target_os = "linux")]
#[test]
fn a_push_looks_at_no_other_envelope() {
    use std::process::Command;
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("no strace on this machine: not looked at");
        return;
    }
    let home = Home::consenting();
    home.program(ANNOTATED).args(["evaluate"]).run().quiet();
    multiply(&home.telemetry("outbox"), 499, envelope_name);
    let log = home.beside().join("strace.log");
    let mut traced = Command::new("strace");
    traced
        .args(["-f", "-e", "trace=%file", "-o"])
        .arg(&log)
        .arg(ANNOTATED)
        .arg("evaluate")
        .env_clear()
        .env("HOME", home.path());
    assert!(traced.output().expect("strace").status.success());
    let log = fs::read_to_string(log).expect("a log");
    let of_outbox: Vec<&str> = log.lines().filter(|line| line.contains("/outbox")).collect();
    let own: Vec<&&str> = of_outbox.iter().filter(|line| line.contains("/outbox/.1-")).collect();
    // Two events: each is made, looked at, and renamed. And the directory is looked at, and listed.
    assert_eq!(own.len(), 6, "{of_outbox:#?}");
    assert!(of_outbox.len() - own.len() <= 4, "{of_outbox:#?}");
    assert_eq!(home.names("outbox").len(), 503);
}

#[test]
fn with_many_strangers_in_the_way_nothing_is_kept() {
    let world = World::consenting();
    world.home.program(ANNOTATED).run().quiet();
    put_strangers(&world, MOST + 100);
    world.home.program(ANNOTATED).run().quiet();
    assert_strangers_are_cleared(&world);
}

#[test]
#[ignore = "exhaustive: twenty thousand files; .ci/run runs it"]
fn with_very_many_strangers_in_the_way_the_program_is_as_quick() {
    let world = World::consenting();
    world.home.program(ANNOTATED).run().quiet();
    let median_of = |home: &Home| {
        let times: Vec<Duration> = (0..11).map(|_| home.program(ANNOTATED).run().quiet().took).collect();
        median(&times)
    };
    let before = median_of(&world.home);
    put_strangers(&world, 10_000);
    let after = median_of(&world.home);
    eprintln!("without strangers {before:?}, with them {after:?}");
    assert!(after < before * 5, "{before:?} became {after:?}");
    assert_strangers_are_cleared(&world);
}

fn put_strangers(world: &World, count: usize) {
    for (directory, name) in [
        ("outbox", (|number| format!("stranger-{number}")) as fn(usize) -> String),
        ("runs", |number| format!("stranger-{number}")),
    ] {
        for number in 0..count {
            fs::write(world.telemetry(directory).join(name(number)), "?").expect("a stranger");
        }
    }
}

#[track_caller]
fn assert_strangers_are_cleared(world: &World) {
    // What has no room is not kept. But an uploader is called, which puts the strangers out of the
    // way.
    world.program(ANNOTATED).run().quiet();
    assert!(messages(&world.settle()).is_empty());
    world.program(ANNOTATED).run().quiet();
    assert_eq!(messages(&world.settle()), [STARTED]);
    // The runs before had no server.
    assert!(world.waiting().len() < 30, "{:?}", world.names("outbox"));
    assert!(world.names("runs").is_empty());
}
