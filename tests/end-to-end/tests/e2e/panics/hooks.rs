//! Panic hooks of the program's own, installed inside `main` and not calling the one they find, as
//! `color-eyre` and `human-panic` do.

use super::{WAYS, WAYS_BARE, assert_session, functions, go, innermost, panics, told};
use end_to_end::{Finished, Home, Program, World, sessions};
use receiver::Received;
use std::path::PathBuf;

const INDEX: &str = "index out of bounds: the len is 3 but the index is 7";

const UNSEEN: &str = "a panic in a place that is not known: the program's panic hook replaced telemetry's \
    (call `telemetry::panic_hook()` after installing it)";

#[test]
fn the_first_command_puts_ours_in_place_again() {
    let (finished, received) = go(&["way=own-hook", "work=index"]);
    assert_eq!(
        (finished.code, finished.stderr.as_str()),
        (Some(101), "something went wrong\n")
    );
    assert_eq!(told(&received), [format!("fatal work {INDEX}")]);
    assert_session(&received, "crashed 1");
}

#[test]
fn a_panic_unseen_by_ours_is_told_without_its_place() {
    let (finished, received) = go(&["way=own-hook", "way=index"]);
    assert_eq!(
        (finished.code, finished.stderr.as_str()),
        (Some(101), "something went wrong\n")
    );
    assert_eq!(told(&received), [format!("fatal - {UNSEEN}")]);
    let panics = panics(&received);
    assert!(panics[0]["exception"]["values"][0]["stacktrace"].is_null());
    assert_session(&received, "crashed 1");
}

#[test]
fn a_hook_that_exits() {
    let (finished, received) = go(&["way=exiting-hook", "work=index"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(13), "this is fatal\n"));
    assert_eq!(told(&received), [format!("fatal work {INDEX}")]);
    let event = &panics(&received)[0];
    // Its names are lost, but not where it was, nor which annotated functions led there.
    assert_eq!(functions(event), ["end_ways::main", "end_ways::work", "-"]);
    assert_eq!(innermost(event)["filename"], "src/ways/panics.rs");
    assert_session(&received, "crashed 1");
}

#[test]
fn a_hook_that_exits_in_a_thread() {
    let (finished, received) = go(&["way=exiting-hook", "work=in-a-thread"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(13), "this is fatal\n"));
    assert_eq!(told(&received), ["error work the worker gave up"]);
    assert_session(&received, "crashed 1");
}

/// Those of `src/ways` that a program sets itself.
const HOOKS: [&str; 6] = [
    "own-hook",
    "exiting-hook",
    "chaining-hook",
    "renewed-hook",
    "panicking-hook",
    "aborting-hook",
];

/// What arrives once the program was started again: a process that aborts leaves its report to the
/// next.
#[track_caller]
fn settled(arguments: &[&str]) -> Received {
    let world = World::consenting();
    let finished = world.program(WAYS).args(arguments).run();
    finished.assert_same_as(&Home::new().program(WAYS_BARE).args(arguments).run());
    let _ = world.program(crate::ANNOTATED).run();
    world.settle()
}

#[track_caller]
fn assert_crashed(received: &Received, arguments: &[&str]) {
    let mut sessions = sessions(received);
    sessions.retain(|session| session != "exited 0");
    assert_eq!(sessions, ["crashed 1"], "{arguments:?}");
}

#[test]
fn a_hook_that_is_set_before_a_command_or_between_two() {
    for hook in HOOKS {
        let set = format!("way={hook}");
        for arguments in [
            &[&*set, "work=index"][..],
            &["evaluate", &set, "work=index"],
            &["way=own-hook", "evaluate", &set, "work=index"],
        ] {
            let received = settled(arguments);
            assert_eq!(told(&received), [format!("fatal work {INDEX}")], "{arguments:?}");
            assert_crashed(&received, arguments);
        }
    }
}

#[test]
fn a_hook_that_is_set_after_all_commands() {
    for hook in ["own-hook", "exiting-hook", "renewed-hook"] {
        let arguments = ["work=nothing", &*format!("way={hook}"), "way=index"];
        let received = settled(&arguments);
        assert_eq!(told(&received), [format!("fatal - {UNSEEN}")], "{arguments:?}");
        assert_crashed(&received, &arguments);
    }
    // It calls the one that it finds, which is ours.
    let received = settled(&["work=nothing", "way=chaining-hook", "way=index"]);
    assert_eq!(told(&received), [format!("fatal - {INDEX}")]);
    // Windows tells a process nothing of its abort.
    let aborting: &[&str] = if cfg!(unix) {
        &["panicking-hook", "aborting-hook"]
    } else {
        &[]
    };
    for hook in aborting {
        let arguments = ["work=nothing", &*format!("way={hook}"), "way=index"];
        let received = settled(&arguments);
        let signals = received.events();
        let aborted = signals
            .iter()
            .filter(|event| event["exception"]["values"][0]["type"] == "SIGABRT");
        assert_eq!((aborted.count(), told(&received).len()), (1, 0), "{received}");
        assert_crashed(&received, &arguments);
    }
}

/// A terminal program does so: its first command sets the hook, which restores the terminal.
#[test]
fn a_hook_that_is_set_inside_of_the_last_command_and_exits() {
    let (finished, received) = go(&["work=exits-by-a-late-hook"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(13), "this is fatal\n"));
    assert_eq!(told(&received), [format!("fatal work {UNSEEN}")]);
    assert_session(&received, "crashed 1");
}

/// Wine has no callback for the exit of a thread other than that of `main`.
#[cfg(unix)]
#[test]
fn a_hook_that_exits_in_another_thread() {
    let (_, received) = go(&["work=nothing", "way=exiting-hook", "way=in-a-thread"]);
    assert_eq!(told(&received), [format!("fatal - {UNSEEN}")]);
    assert_session(&received, "crashed 1");
}

/// No hook is called for it a second time.
#[test]
fn a_panic_that_goes_on_in_another_thread_is_told_once() {
    let (finished, received) = go(&["work=resumed"]);
    assert_eq!(finished.code, Some(101));
    assert_eq!(told(&received), ["error work the worker gave up"]);
    assert_session(&received, "crashed 1");
}

/// Its report names addresses, so that twins differ.
#[cfg(unix)]
#[test]
fn libraries_that_set_hooks() {
    for arguments in [
        &["way=better-panic", "work=index"][..],
        &["evaluate", "way=color-eyre", "work=index"],
        &["way=color-eyre", "way=better-panic", "work=index"],
        &["way=better-panic", "evaluate", "way=color-eyre", "work=index"],
        &["way=better-panic", "evaluate", "way=chaining-hook", "work=index"],
    ] {
        let world = World::consenting();
        let finished = world.program(WAYS).args(arguments).run();
        assert_eq!(finished.code, Some(101), "{arguments:?}: {finished:?}");
        let received = world.settle();
        assert_eq!(told(&received), [format!("fatal work {INDEX}")], "{arguments:?}");
        assert_session(&received, "crashed 1");
    }
}

/// It replaces ours without calling it; the first command puts ours around it.
#[cfg(unix)]
#[test]
fn color_eyre() {
    let (finished, received) = go(&["way=color-eyre", "work=index"]);
    assert_eq!(finished.code, Some(101));
    assert!(finished.stderr.contains("The application panicked"), "{finished:?}");
    assert_eq!(told(&received), [format!("fatal work {INDEX}")]);
    assert_session(&received, "crashed 1");
}

/// The same, and what it prints names a report that is another each time.
#[cfg(unix)]
#[test]
fn human_panic() {
    let world = World::consenting();
    let run = |program: Program<'_>, beside: PathBuf| {
        program
            .env("TMPDIR", beside)
            .args(["way=human-panic", "work=index"])
            .run()
    };
    let finished = run(world.program(WAYS), world.beside());
    let bare = Home::new();
    let twin = run(bare.program(WAYS_BARE), bare.beside());
    let but_the_report = |of: &Finished| {
        let lines = of.stderr.lines().filter(|line| !line.contains("report-"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        (finished.code, but_the_report(&finished)),
        (twin.code, but_the_report(&twin))
    );
    assert!(finished.stderr.contains("had a problem and crashed"), "{finished:?}");
    let received = world.settle();
    assert_eq!(told(&received), [format!("fatal work {INDEX}")]);
    assert_session(&received, "crashed 1");
}

/// A program without commands says itself when its own hook is in place.
#[test]
fn put_around_by_hand() {
    let world = World::consenting();
    let finished = world.program(WAYS).args(["way=own-hook", "rehook", "way=index"]).run();
    assert_eq!(
        (finished.code, finished.stderr.as_str()),
        (Some(101), "something went wrong\n")
    );
    let received = world.settle();
    assert_eq!(told(&received), [format!("fatal - {INDEX}")]);
    assert_session(&received, "crashed 1");
}
