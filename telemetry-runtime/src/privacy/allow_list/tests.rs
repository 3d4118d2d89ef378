//! What the allow-list lets out: field by field here, and of an event in which everything is set in `planted`.

mod planted;

use super::*;
use crate::event::blank::blank;
use crate::model::app::{Package, Place};

static APP: App = App::new(Package {
    modules: &[("anyhow", "1.0.0"), ("rand", "0.8.5"), ("rand", "0.9.0")],
    ..Package::EXAMPLE
})
.tags(&[Key::flag("simd")], &[|| "true"]);

#[test]
fn tags_are_words_of_their_sets() {
    let sent = |told: Told| to_json(&event(&APP, None, &told, Origin::Own, &blank()))["tags"].clone();
    assert_eq!(sent(APP.told()), json!({ "simd": "true" }));
    assert_eq!(sent(vec![("simd", "fast")]), Value::Null);
}

#[test]
fn an_event_holds_these_fields_and_no_others() {
    let raw = Event {
        transaction: Some("canary".into()),
        logger: Some("canary".into()),
        culprit: Some("canary".into()),
        server_name: Some("canary".into()),
        extra: [("canary".to_owned(), json!("canary"))].into_iter().collect(),
        tags: [
            ("canary".to_owned(), "canary".to_owned()),
            ("command".to_owned(), "canary".to_owned()),
        ]
        .into_iter()
        .collect(),
        contexts: [("canary".to_owned(), Context::Other(Map::new()))]
            .into_iter()
            .collect(),
        user: Some(User {
            email: Some("canary".into()),
            ..User::default()
        }),
        ..Event::default()
    };
    // No tag of the program, and a word that is none of its set.
    let told = vec![("canary", "true"), ("simd", "canary")];
    let sent = to_json(&event(&APP, Some(Uuid::from_u128(7)), &told, Origin::Own, &raw));
    assert!(!sent.to_string().contains("canary"), "{sent}");
    let mut keys: Vec<&str> = sent.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let expected = [
        "contexts",
        "environment",
        "event_id",
        "level",
        "modules",
        "platform",
        "release",
        "sdk",
        "server_name",
        "timestamp",
        "user",
    ];
    assert_eq!(keys, expected);
    assert_eq!(sent["sdk"]["settings"]["infer_ip"], "never");
    assert_eq!(sent["user"], json!({"id": "00000000000000000000000000000007"}));
    assert_eq!(sent["release"], "snatch@1.2.3");
    assert_eq!(sent["modules"], json!({"anyhow": "1.0.0", "rand": "0.8.5, 0.9.0"}));
}

#[test]
fn withheld_words_are_not_in_the_fingerprint_either() {
    static QUIET: App = App::new(Package::EXAMPLE).messages(Messages::Withheld);
    let chain = [crate::model::error_chain::Link {
        kind: Some("E"),
        message: "cannot log in as canary".into(),
    }];
    let sent = |app| {
        to_json(&event(
            app,
            None,
            &Vec::new(),
            Origin::Own,
            &crate::event::error::from_main(&chain),
        ))
        .to_string()
    };
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
fn of_a_frame_no_path_of_the_machine_is_told() {
    let raw = Frame {
        abs_path: Some("/home/ada/secret/src/main.rs".into()),
        package: Some("canary".into()),
        symbol: Some("canary".into()),
        filename: Some("src/main.rs".into()),
        instruction_addr: Some(7.into()),
        image_addr: Some(7.into()),
        ..Frame::default()
    };
    let mut expected = json!({"filename": "src/main.rs"});
    if cfg!(feature = "debug-images") {
        expected["instruction_addr"] = json!("0x7");
    }
    assert_eq!(
        serde_json::to_value(frame(&mut Finder::new(&APP), &raw)).unwrap(),
        expected
    );
}

#[test]
fn a_traceback_keeps_its_innermost_frames() {
    let frames = (0..1000)
        .map(|line| Frame {
            lineno: Some(line),
            ..Frame::default()
        })
        .collect();
    let raw = Stacktrace {
        frames,
        ..Stacktrace::default()
    };
    let kept = stacktrace(&mut Finder::new(&APP), &raw);
    assert_eq!((kept.frames.len(), kept.frames[249].lineno), (MOST_FRAMES, Some(999)));
}

/// A program whose sources are embedded, and what is sent of one frame of the file, which brings lines of its own.
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
        pre_context: vec!["canary".into()],
        context_line: Some("canary".into()),
        post_context: vec!["canary".into()],
        ..Frame::default()
    };
    let trace = Stacktrace {
        frames: vec![frame],
        ..Stacktrace::default()
    };
    let raw = Event {
        exception: vec![Exception {
            stacktrace: Some(trace),
            ..Exception::default()
        }]
        .into(),
        ..blank()
    };
    to_json(&event(&EMBEDDING, None, &Vec::new(), Origin::Own, &raw))["exception"]["values"][0]["stacktrace"]["frames"]
        [0]
    .clone()
}

#[test]
fn source_lines_are_the_embedded_ones_whatever_a_frame_brings() {
    let known = json!({
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
