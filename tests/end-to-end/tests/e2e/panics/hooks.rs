//! Panic hooks of the program's own, installed inside `main` and not calling the one they find, as `color-eyre` and `human-panic` do.

use super::{assert_session, go, panics, told};

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
    assert_eq!(
        event["exception"]["values"][0]["stacktrace"]["frames"][0]["filename"],
        "src/ways/panics.rs"
    );
    assert_session(&received, "crashed 1");
}

#[test]
fn a_hook_that_exits_in_a_thread() {
    let (finished, received) = go(&["way=exiting-hook", "work=in-a-thread"]);
    assert_eq!((finished.code, finished.stderr.as_str()), (Some(13), "this is fatal\n"));
    assert_eq!(told(&received), ["error work the worker gave up"]);
    assert_session(&received, "crashed 1");
}
