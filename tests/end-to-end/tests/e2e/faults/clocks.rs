//! Clocks that are wrong, and are put right between two runs, or the other way round: delivery goes
//! on, and nothing is lost uncounted.

use super::library::{Who, watched};
use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, Program, Signal, World, messages};
use receiver::{Receiver, refused_dsn};
use std::fs;
use std::time::{Duration, SystemTime};

const DAY: i64 = 24 * 60 * 60;
const YEAR: i64 = 365 * DAY;

/// The program, whose clock, and whose uploader's, is wrong by so many seconds.
fn at<'a>(home: &Home, program: Program<'a>, seconds: i64) -> Program<'a> {
    watched(home, program).env(Who::Program.variable("CLOCK"), seconds.to_string())
}

/// A server that is away, at a time that is wrong: a start, a command and a session wait, and so
/// does the file of a run that was killed. The server will not be asked again for a while.
fn left_at(seconds: i64) -> World {
    let home = Home::consenting();
    let dsn = refused_dsn();
    let program = || at(&home, home.program(ANNOTATED).dsn(&dsn), seconds);
    program().args(["evaluate"]).run().quiet();
    home.wait_for_uploaders();
    let mut killed = program().args(["pause"]).start();
    killed.wait_for_pause();
    killed.signal(Signal::KILL);
    killed.finish();
    home.wait_for_uploaders();
    World {
        home,
        receiver: Receiver::start_at(&dsn).expect("the same address"),
    }
}

/// What is made in all, with the run that follows.
const EVENTS: usize = 4;
const SESSIONS: usize = 3;

/// Everything arrives with the next run, at times that a server takes, which the receiver looks at.
#[track_caller]
fn assert_all_arrives(world: &World, seconds: i64) {
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    assert_eq!(received.events().len(), EVENTS, "{seconds}: {received}");
    assert_eq!(received.sessions().len(), SESSIONS, "{seconds}: {received}");
    assert_eq!(received.count_of_discarded(), 0, "{seconds}: {received}");
    assert_nothing_is_left(world);
}

#[track_caller]
fn assert_nothing_is_left(world: &World) {
    for directory in ["outbox", "runs", "rejected"] {
        assert!(world.names(directory).is_empty(), "{directory}");
    }
}

/// The server is asked again at once: a time further ahead than any that is ever set was set by
/// another clock.
#[test]
fn put_back() {
    for seconds in [YEAR, 2 * DAY] {
        assert_all_arrives(&left_at(seconds), seconds);
    }
}

#[test]
fn put_forward_by_a_day() {
    assert_all_arrives(&left_at(-DAY), -DAY);
}

/// What waited is older than servers take, by all that anyone knows: it is dropped, and that is
/// told.
#[test]
fn put_forward_by_a_year() {
    let world = left_at(-YEAR);
    for _ in 0..2 {
        world.program(ANNOTATED).run().quiet();
        world.settle();
    }
    let received = world.settle();
    let arrived = received.events().len() + received.sessions().len();
    // One run more than above.
    assert_eq!(
        arrived + usize::try_from(received.count_of_discarded()).expect("few"),
        EVENTS + SESSIONS + 2,
        "{received}"
    );
    assert_eq!(messages(&received), [STARTED, STARTED]);
    assert_nothing_is_left(&world);
}

/// A clock that is wrong within a day may be waited out, and by then everything is there.
#[test]
fn put_back_by_an_hour() {
    let world = left_at(DAY / 24);
    world.program(ANNOTATED).run().quiet();
    world.wait_for_uploaders();
    assert!(
        world.receiver.so_far().events().is_empty(),
        "it waits, for an hour at most"
    );
    at(&world, world.program(ANNOTATED), DAY / 24 + 120).run().quiet();
    world.wait_for_uploaders();
    let received = world.receiver.so_far();
    assert_eq!(
        (received.events().len(), received.sessions().len()),
        (EVENTS + 1, SESSIONS + 1)
    );
    assert_nothing_is_left(&world);
}

/// Whichever way it goes, and on the server's side the clock is right all the time.
#[test]
fn back_and_forth_while_all_is_well() {
    let world = World::consenting();
    let clocks = [0, YEAR, 0, -YEAR, 0, DAY, -DAY, 0];
    for seconds in clocks {
        at(&world, world.program(ANNOTATED), seconds).run().quiet();
        world.wait_for_uploaders();
        assert_nothing_is_left(&world);
    }
    let received = world.receiver.so_far();
    assert_eq!(messages(&received), [STARTED].repeat(clocks.len()));
    assert_eq!(received.sessions().len(), clocks.len());
    for session in received.sessions() {
        let seconds = session["duration"].as_f64().expect("a duration");
        assert!((0.0..60.0).contains(&seconds), "{received}");
        assert_eq!(session["status"], "exited");
    }
}

#[test]
fn what_is_sent_now_stays_for_the_user_to_read() {
    let world = World::consenting();
    // A start, two commands and a session each time.
    for _ in 0..13 {
        let program = world.program(ANNOTATED).args(["evaluate", "test-drive", "flush"]);
        at(&world, program, YEAR).run().quiet();
        world.wait_for_uploaders();
    }
    assert_eq!(world.names("sent").len(), 50, "of the future");
    world.program(ANNOTATED).run().quiet();
    world.wait_for_uploaders();
    let now = SystemTime::now() + Duration::from_secs(60);
    let of_now = |name: &String| {
        let metadata = fs::metadata(world.telemetry("sent").join(name)).expect("a file");
        metadata.modified().expect("a time") < now
    };
    assert_eq!(world.names("sent").iter().filter(|name| of_now(name)).count(), 2);
}

/// A check-in is one a day, of the day that the clock says.
#[test]
fn check_ins() {
    let world = World::consenting();
    for (seconds, times) in [(0, 1), (0, 1), (DAY, 2), (DAY, 2), (0, 3), (0, 3), (YEAR, 4), (0, 5)] {
        let program = world.program(ANNOTATED).args(["check-in=watching"]);
        at(&world, program, seconds).run().quiet();
        world.wait_for_uploaders();
        let received = world.receiver.so_far();
        let check_ins = messages(&received)
            .iter()
            .filter(|message| message.starts_with("Check-in"))
            .count();
        assert_eq!(check_ins, times, "{seconds}");
    }
}

/// What somebody left unfinished under another clock does not stay until that time.
#[test]
fn unfinished_files_of_the_future_are_swept() {
    let world = World::consenting();
    world.program(ANNOTATED).run().quiet();
    world.settle();
    let ahead = SystemTime::now() + Duration::from_secs(365 * 24 * 60 * 60);
    let directories = ["outbox", "runs", "sent", "rejected", ""];
    for directory in directories {
        let path = world.telemetry(directory).join(".unfinished.4711-0");
        world.write(&path, "{");
        let file = fs::File::options().write(true).open(&path).expect("the file");
        file.set_modified(ahead).expect("a time");
    }
    let theirs = world.data().join(".theirs");
    world.write(&theirs, "the program's own");
    let file = fs::File::options().write(true).open(&theirs).expect("the file");
    file.set_modified(ahead).expect("a time");
    world.program(ANNOTATED).run().quiet();
    world.settle();
    for directory in directories {
        assert!(
            !world.telemetry(directory).join(".unfinished.4711-0").exists(),
            "{directory}"
        );
    }
    assert!(theirs.exists(), "it is none of ours");
}
