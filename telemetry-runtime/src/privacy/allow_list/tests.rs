//! What is sent of an event, field by field.

use super::*;
use crate::event::types::{Level, Mechanism};
use crate::model::app::{Package, Place};
use crate::util::json::json_of;
use serde_json::{Value, json};

static APP: App = App::new(Package {
    modules: &[("anyhow", "1.0.0"), ("rand", "0.8.5"), ("rand", "0.9.0")],
    ..Package::EXAMPLE
})
.tags(&[Key::flag("simd")], &[|| "true"]);

#[test]
fn tags_are_words_of_their_sets() {
    let sent = |told: TagValues| json_of(&event(&APP, None, &told, &Event::now(Level::Info)))["tags"].clone();
    assert_eq!(sent(APP.tag_values()), json!({ "simd": "true" }));
    assert_eq!(sent(vec![("simd", "fast")]), Value::Null);
}

/// An event with everything.
fn full() -> Event {
    let canary = || "canary".to_owned();
    let frame = Frame {
        function: Some(canary()),
        module: Some(canary()),
        filename: Some(canary()),
        abs_path: Some(canary()),
        lineno: Some(4_111),
        colno: Some(4_111),
        in_app: Some(true),
        #[cfg(feature = "debug-images")]
        instruction_addr: Some(4_111),
    };
    let exception = Exception {
        ty: canary(),
        value: Some(canary()),
        stacktrace: Stacktrace::from_frames_reversed(vec![frame]),
        mechanism: Some(Mechanism {
            ty: "canary",
            handled: Some(false),
        }),
    };
    let tags = [(canary(), canary()), ("command".to_owned(), canary())];
    Event {
        message: Some(canary()),
        fingerprint: vec!["canary".into()],
        exceptions: vec![exception],
        tags: tags.into_iter().collect(),
        ..Event::now(Level::Fatal)
    }
}

/// The paths of all that is no object or list.
fn leaves(prefix: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let separator = if prefix.is_empty() || prefix.ends_with(' ') {
                    ""
                } else {
                    "."
                };
                leaves(&format!("{prefix}{separator}{key}"), value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| leaves(prefix, value, found)),
        _ => found.push(prefix.to_owned()),
    }
}

#[test]
fn the_words_of_an_event_are_sent_in_these_places_and_no_others() {
    // No tag of the program, and a word that is none of its set.
    let told = vec![("canary", "true"), ("simd", "canary")];
    let sent = json_of(&event(&APP, Some(Uuid::from_u128(7)), &told, &full()));
    let mut canaries = Vec::new();
    leaves("", &sent, &mut canaries);
    canaries.retain(|path| {
        path.split('.')
            .try_fold(&sent, |value, name| first(value).get(name))
            .map(first)
            == Some(&json!("canary"))
    });
    let expected = [
        "exception.values.mechanism.type",
        "exception.values.stacktrace.frames.filename",
        "exception.values.stacktrace.frames.function",
        "exception.values.stacktrace.frames.module",
        "exception.values.type",
        "exception.values.value",
        "fingerprint",
        "message",
    ];
    assert_eq!(canaries, expected);
    assert_eq!(sent["sdk"]["settings"]["infer_ip"], "never");
    assert_eq!(sent["user"], json!({"id": "00000000000000000000000000000007"}));
    assert_eq!(sent["release"], "snatch@1.2.3");
    assert_eq!(sent["modules"], json!({"anyhow": "1.0.0", "rand": "0.8.5, 0.9.0"}));
}

fn first(value: &Value) -> &Value {
    value.as_array().and_then(|values| values.first()).unwrap_or(value)
}

/// Nothing that the protocol's own types do not know, nothing lost, and each field equal.
#[test]
fn the_protocols_own_types_read_all_of_it() {
    let sent = json_of(&event(&APP, Some(Uuid::from_u128(7)), &APP.tag_values(), &full()));
    let read: sentry::protocol::Event<'_> = serde_json::from_value(sent.clone()).unwrap();
    let mut again = serde_json::to_value(&read).unwrap();
    // Sentry takes a level of `error` for granted. Its types have no place for the settings and
    // for what addresses are.
    again["level"] = sent["level"].clone();
    again["sdk"]["settings"] = sent["sdk"]["settings"].clone();
    if cfg!(feature = "debug-images") {
        let adjustment = "/exception/values/0/stacktrace/instruction_addr_adjustment";
        assert_eq!(sent.pointer(adjustment), Some(&json!("all")));
        again["exception"]["values"][0]["stacktrace"]["instruction_addr_adjustment"] = json!("all");
    }
    assert_eq!(again, sent);
}

#[test]
fn withheld_words_are_not_in_the_fingerprint_either() {
    static QUIET: App = App::new(Package::EXAMPLE).messages(Messages::Withheld);
    let chain = [crate::model::error_chain::Link {
        kind: Some("E"),
        message: "cannot log in as canary".into(),
    }];
    let sent = |app| json_of(&event(app, None, &Vec::new(), &crate::event::error::from_main(&chain))).to_string();
    assert!(!sent(&QUIET).contains("canary"), "{}", sent(&QUIET));
    assert!(sent(&APP).contains("cannot log in"), "{}", sent(&APP));
}

#[test]
fn paths_of_frames_are_relative() {
    assert_eq!(relative("src/main.rs"), "src/main.rs");
    assert_eq!(relative("/home/ada/secret/src/main.rs"), "main.rs");
    assert_eq!(relative("C:\\Users\\ada\\main.rs"), "main.rs");
    assert_eq!(relative(r"\\server\ada\main.rs"), "main.rs");
    assert_eq!(relative("../ada/main.rs"), "main.rs");
}

#[test]
fn a_stack_trace_keeps_its_innermost_frames() {
    let frames = (0..1000)
        .map(|line| Frame {
            lineno: Some(line),
            ..Frame::default()
        })
        .collect();
    let raw = Stacktrace { frames };
    let kept = stacktrace(&mut Finder::new(&APP), &raw);
    assert_eq!((kept.frames.len(), kept.frames[249].lineno), (MOST_FRAMES, Some(999)));
}

/// A program whose sources are embedded, and what is sent of one frame of the file.
fn sent_of(path: &str, line: u64) -> Value {
    static EMBEDDING: App = App::new(Package {
        main: Place {
            file: "snatch/src/main.rs",
            ..Package::EXAMPLE.main
        },
        ..Package::EXAMPLE
    })
    .sources(Some("1"), "src/main.rs", || {
        &[("src/main.rs", "fn main() {\n    work()\n}\n")]
    });
    let frame = Frame {
        abs_path: Some(path.into()),
        lineno: Some(line),
        ..Frame::default()
    };
    let raw = Event {
        exceptions: vec![Exception {
            stacktrace: Stacktrace::from_frames_reversed(vec![frame]),
            ..Exception::default()
        }],
        ..Event::now(Level::Info)
    };
    json_of(&event(&EMBEDDING, None, &Vec::new(), &raw))["exception"]["values"][0]["stacktrace"]["frames"][0].clone()
}

#[test]
fn source_lines_are_the_embedded_ones() {
    let known = json!({
        "function": "main",
        "lineno": 2,
        "pre_context": ["fn main() {"],
        "context_line": "    work()",
        "post_context": ["}"],
    });
    assert_eq!(sent_of("snatch/src/main.rs", 2), known);
    // Neither other lines, nor the path by which they were looked for.
    assert_eq!(sent_of("snatch/src/main.rs", 4), json!({ "lineno": 4 }));
    assert_eq!(sent_of("/home/ada/notes.rs", 2), json!({ "lineno": 2 }));
    assert_eq!(sent_of("src/main.rs", 2), json!({ "lineno": 2 }));
}
