//! `events`: everything that the program can ever send.

use super::{json, telemetry};
use crate::{ANNOTATED, CLI};
use end_to_end::World;
use serde_json::Value;

fn leaves(prefix: &str, value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let path = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                leaves(&path, value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| leaves(prefix, value, found)),
        _ => found.push(prefix.to_owned()),
    }
}

fn covers(field: &str, path: &str) -> bool {
    let (names, parts): (Vec<&str>, Vec<&str>) = (field.split('.').collect(), path.split('.').collect());
    names.len() == parts.len()
        && names
            .iter()
            .zip(&parts)
            .all(|(name, part)| *name == "*" || name == part)
}

#[test]
fn all_names_with_their_places_and_words_are_there() {
    let world = World::new();
    let manifest = json(&world, &["events", "--json"]);
    let events = manifest["events"].as_array().expect("a list");
    let work = events
        .iter()
        .find(|event| event["name"] == "Start work")
        .expect("the command");
    assert_eq!(work["function"], "end_cli::work");
    assert!(
        work["file"]
            .as_str()
            .is_some_and(|file| file.ends_with("src/bin/end_cli.rs")),
        "{work}"
    );
    let source = include_str!("../../../src/bin/end_cli.rs");
    let line = source
        .lines()
        .position(|line| line.starts_with("fn work()"))
        .expect("the line")
        + 1;
    assert_eq!(work["line"], line);
    assert_eq!(
        work["tags"],
        serde_json::json!([{"name": "thorough", "words": ["false", "true"]}])
    );
    assert!(events.iter().any(|event| event["name"] == "Check-in working"));
    assert_eq!(
        manifest["tags"],
        serde_json::json!([{"name": "checked", "words": ["false", "true"]}])
    );
    assert_eq!(manifest["contact"], "privacy@example.org");
    world.home.assert_untouched();
}

/// What is said to be all, is.
#[test]
fn no_field_arrives_that_was_not_named() {
    let world = World::consenting();
    let manifest = json(&World::new(), &["events", "--json"]);
    let fields: Vec<&str> = manifest["fields"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|field| field["name"].as_str())
        .collect();
    world.program(CLI).args(["work"]).run().quiet();
    world.program(ANNOTATED).args(["evaluate=panic=no prices"]).run();
    let received = world.settle();
    let mut seen = Vec::new();
    for event in received.events() {
        leaves("", &event.json, &mut seen);
    }
    for session in received.sessions() {
        leaves("session: ", &session.json, &mut seen);
    }
    for path in seen.iter().map(|path| path.replace(": .", ": ")) {
        assert!(
            fields.iter().any(|field| covers(field, &path)),
            "{path} is not in the manifest"
        );
    }
    assert!(seen.iter().any(|path| path == "tags.command") && seen.iter().any(|path| path.ends_with("frames.lineno")));
}

#[test]
fn the_page_is_for_everybody_and_names_who_answers() {
    let world = World::new();
    let page = telemetry(&world, &["events", "--markdown"]).quiet().stdout;
    for part in [
        "# Telemetry of e2e\n",
        "`E2E_TELEMETRY=off`",
        "| Start work | the command is used; once a run, with `thorough`: `false`, `true` | `end_cli::work`, ",
        "| `user.id` |",
        "Contact: privacy@example.org. Privacy policy: <https://example.org/privacy>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let home = world.home.path().display().to_string();
    assert!(!page.contains(&home) && !page.to_lowercase().contains("anonymous"));
    let text = telemetry(&world, &["events"]).quiet().stdout;
    assert!(
        text.contains("  Start work  ") && text.contains("thorough: one of false, true"),
        "{text}"
    );
}
