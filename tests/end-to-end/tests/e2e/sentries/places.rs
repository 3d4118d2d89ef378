//! From wherever a program captures, and however often.

use super::{go, told};
use end_to_end::sessions;

/// The messages of what is told of that, and the session.
#[track_caller]
fn messages(what: &str) -> (Vec<String>, Vec<String>) {
    let (finished, received) = go(&[&format!("sentry={what}")]);
    assert_eq!(finished.code, Some(0), "{finished:?}");
    let told = told(&received);
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let message = told.iter().filter_map(|event| text(&event["message"]));
    (message.collect(), sessions(&received))
}

fn quiet(message: &str) -> (Vec<String>, Vec<String>) {
    (vec![message.to_owned()], vec!["exited 0".to_owned()])
}

#[test]
fn a_thread() {
    assert_eq!(messages("in-a-thread"), quiet("from a thread"));
}

#[test]
fn a_scope() {
    assert_eq!(messages("in-a-hub").0, ["from a scope"]);
}

/// Nothing waits in the client, and once it is closed it tells nothing any more.
#[test]
fn a_client_that_was_closed() {
    assert!(messages("flush").0.is_empty());
}

#[cfg(unix)]
#[test]
fn a_forked_child() {
    assert_eq!(messages("in-a-child"), (vec![], vec!["exited 0".to_owned()]));
}

/// What an error does while we look at it is no news of the program's.
#[test]
fn while_an_error_is_displayed() {
    let (_, received) = go(&["sentry=in-a-display"]);
    let told = told(&received);
    assert_eq!(told.len(), 1, "{received}");
    assert_eq!(told[0]["exception"]["values"][0]["value"], "outer");
}

#[test]
fn a_loop_floods_nobody() {
    let (_, received) = go(&["sentry=often"]);
    assert_eq!(told(&received).len(), 100);
    assert_eq!(sessions(&received), ["exited 1000"]);
}

#[test]
fn no_thread_is_started() {
    let (finished, _) = go(&["sentry=message", "sentry=threads"]);
    assert!(finished.stdout.contains("1 thread\n"), "{finished:?}");
}

/// The client has no panic integration, and our own hook tells of it.
#[test]
fn a_panic_is_told_once() {
    let (finished, received) = go(&["sentry=message", "sentry=panic"]);
    assert_eq!(finished.code, Some(101));
    let told = told(&received);
    assert_eq!(told.len(), 2, "{received}");
    let panics = told
        .iter()
        .filter(|event| event["exception"]["values"][0]["type"] == "panic");
    assert_eq!(panics.count(), 1, "{received}");
    assert_eq!(sessions(&received), ["crashed 1"]);
}
