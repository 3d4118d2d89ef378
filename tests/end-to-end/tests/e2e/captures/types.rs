//! An error of each type.

use super::{captured, chain, frames, go};
use end_to_end::sessions;

/// What the developers learn of the error that is captured so.
#[track_caller]
fn told(what: &str) -> Vec<String> {
    let (finished, received) = go(&[&format!("capture={what}")]);
    let stdout = format!("{what} is over\n");
    assert_eq!(
        (finished.quiet().stdout, sessions(&received)),
        (stdout, vec!["exited 1".to_owned()])
    );
    let captured = captured(&received);
    assert_eq!(captured.len(), 1, "{received}");
    assert_eq!(captured[0]["level"], "error");
    assert_eq!(captured[0]["exception"]["values"][0]["mechanism"]["handled"], true);
    chain(&captured[0])
}

#[test]
fn an_error_by_its_type() {
    for what in ["io", "reference", "parameter", "handed-on", "pointed-to"] {
        assert_eq!(told(what), ["std::io::error::Error: no prices"], "{what}");
    }
}

#[test]
fn an_error_that_may_be_any() {
    for (what, kind) in [
        ("dynamic", "dyn core::error::Error"),
        ("boxed-inside", "dyn core::error::Error"),
        ("boxed", "alloc::boxed::Box<dyn core::error::Error>"),
        ("boxed-reference", "alloc::boxed::Box<dyn core::error::Error>"),
        (
            "boxed-send",
            "alloc::boxed::Box<dyn core::error::Error + core::marker::Send>",
        ),
        (
            "boxed-send-sync",
            "alloc::boxed::Box<dyn core::error::Error + core::marker::Send + core::marker::Sync>",
        ),
        (
            "shared",
            "alloc::sync::Arc<dyn core::error::Error + core::marker::Send + core::marker::Sync>",
        ),
    ] {
        assert_eq!(told(what), [format!("{kind}: no prices")], "{what}");
    }
}

#[test]
fn a_chain() {
    assert_eq!(
        told("anyhow"),
        [
            "anyhow::Error: cannot evaluate",
            "Error: cannot read day 17",
            "Error: no prices"
        ]
    );
    assert_eq!(told("eyre"), ["eyre::Report: cannot evaluate", "Error: no prices"]);
}

#[test]
fn where_it_happened() {
    let (_, received) = go(&["evaluate=io"]);
    let captured = captured(&received);
    assert_eq!(captured[0]["tags"]["command"], "evaluate");
    let line = |source: &str, text: &str| source.lines().position(|line| line.contains(text)).expect("the line") + 1;
    let call = line(include_str!("../../../src/captures/types.rs"), "capture!(&io());");
    let program = include_str!("../../../src/bin/end_captures.rs");
    let expected = [
        format!("- src/captures/types.rs:{call}"),
        format!(
            "end_captures::evaluate src/bin/end_captures.rs:{}",
            line(program, "fn evaluate")
        ),
        format!(
            "end_captures::main src/bin/end_captures.rs:{}",
            line(program, "fn main")
        ),
    ];
    assert_eq!(frames(&captured[0]), expected);
}

/// The call stands in std, which is no place of the program's.
#[test]
fn where_a_function_that_was_handed_on_is_called_is_not_known() {
    for what in ["evaluate=handed-on", "evaluate=pointed-to"] {
        let (_, received) = go(&[what]);
        let frames = frames(&captured(&received)[0]);
        assert_eq!(frames.len(), 2, "{frames:?}");
        assert!(frames[0].starts_with("end_captures::evaluate "), "{frames:?}");
    }
}

/// What differs from one user to the next makes no issue of its own.
#[test]
fn errors_group_by_the_shape_of_their_chain() {
    let (_, received) = go(&["capture=anyhow"]);
    let fingerprint = &captured(&received)[0]["fingerprint"];
    let expected = [
        "telemetry.error",
        "anyhow::Error",
        "cannot evaluate",
        "Error",
        "cannot read day",
        "Error",
        "no prices",
    ];
    assert_eq!(*fingerprint, serde_json::json!(expected));
}
