//! Panic hooks of the program's own, installed inside `main` and not calling the one they find, as `color-eyre` and `human-panic` do.

use super::{WAYS, WAYS_BARE, assert_session, functions, go, innermost, panics, told};
use end_to_end::{Finished, Home, Program, World};
use std::path::PathBuf;

const INDEX: &str = "index out of bounds: the len is 3 but the index is 7";

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
    let panics = panics(&received);
    assert_eq!(panics.len(), 1, "{received}");
    assert_eq!(panics[0]["level"], "fatal");
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
