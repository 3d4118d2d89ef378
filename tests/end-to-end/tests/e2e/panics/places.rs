//! Where it panics: on the main thread, in another, in a task, or where somebody catches it.

use super::{WAYS, assert_session, go, panics, told};
use end_to_end::World;
use serde_json::Value;

/// The line of `src/ways/panics.rs` in which this text stands.
fn line_of(text: &str) -> usize {
    let source = include_str!("../../../src/ways/panics.rs");
    source.lines().position(|line| line.contains(text)).expect("the line") + 1
}

#[test]
fn on_the_main_thread() {
    let (finished, received) = go(&["work=index", "say=never"]);
    assert_eq!(finished.code, Some(101));
    assert_eq!(
        told(&received),
        ["fatal work index out of bounds: the len is 3 but the index is 7"]
    );
    assert_session(&received, "crashed 1");
}

#[test]
fn the_stack_trace_leads_from_main_to_the_line() {
    let (_, received) = go(&["work=index"]);
    let event = &panics(&received)[0];
    let frames = event["exception"]["values"][0]["stacktrace"]["frames"]
        .as_array()
        .expect("frames");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let functions: Vec<String> = frames.iter().map(|frame| text(&frame["function"])).collect();
    let innermost = frames.last().expect("a frame");
    assert_eq!(innermost["filename"], "src/ways/panics.rs");
    assert_eq!(innermost["lineno"], line_of("prices[day]"));
    assert_eq!(
        (&innermost["in_app"], innermost["colno"].is_u64()),
        (&Value::Bool(true), true)
    );
    if cfg!(debug_assertions) {
        let ours: Vec<&str> = functions
            .iter()
            .filter_map(|name| name.strip_prefix("end_ways::"))
            .collect();
        assert_eq!(ours.first(), Some(&"main"), "{functions:?}");
        assert_eq!(
            ours[ours.len() - 3..],
            ["work", "ways::go", "ways::panics::index", "ways::panics::deeper"][1..]
        );
    }
    let foreign = ["telemetry_runtime", "std::panicking", "core::panicking", "backtrace"];
    let ours_alone = |name: &String| !foreign.iter().any(|foreign| name.contains(foreign));
    assert!(functions.iter().all(ours_alone), "{functions:?}");
}

#[test]
fn in_a_thread_while_main_goes_on() {
    let (finished, received) = go(&["work=in-a-thread", "say=end"]);
    assert_eq!(
        (finished.code, finished.stdout.as_str()),
        (Some(0), "the worker is gone: true\nend\n")
    );
    assert_eq!(told(&received), ["error work the worker gave up"]);
    assert_session(&received, "exited 1");
}

#[test]
fn in_a_task() {
    let (finished, received) = go(&["work=in-a-task"]);
    assert_eq!(
        (finished.code, finished.stdout.as_str()),
        (Some(0), "the task is gone: true\n")
    );
    assert_eq!(told(&received), ["error work the task gave up"]);
    assert_session(&received, "exited 1");
}

#[test]
fn caught_on_the_main_thread() {
    let (finished, received) = go(&["work=caught", "say=end"]);
    assert_eq!(
        (finished.code, finished.stdout.as_str()),
        (Some(0), "caught: true\nend\n")
    );
    // The hook cannot know that somebody will catch it.
    assert_eq!(told(&received), ["fatal work thrown"]);
    assert_session(&received, "exited 1");
}

#[test]
fn outside_of_any_command() {
    let (_, received) = go(&["work=nothing", "way=index"]);
    assert_eq!(
        told(&received),
        ["fatal - index out of bounds: the len is 3 but the index is 7"]
    );
    assert_session(&received, "crashed 1");
}

#[test]
fn after_the_loss_of_its_reader() {
    let world = World::consenting();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let program = world
        .program(WAYS)
        .args(["work=after-its-reader-is-lost"])
        .with(|command| {
            command.stdout(writer);
        });
    assert_eq!(program.run().code, Some(101));
    let received = world.settle();
    assert_eq!(told(&received), ["fatal work nobody listens"]);
    assert_session(&received, "crashed 1");
}

#[test]
fn after_one_that_was_caught() {
    let (finished, received) = go(&["way=caught", "way=index"]);
    assert_eq!(finished.code, Some(101));
    assert_eq!(panics(&received).len(), 2, "{received}");
    assert_session(&received, "crashed 2");
}
