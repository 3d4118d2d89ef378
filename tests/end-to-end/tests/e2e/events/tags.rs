//! Tags and flags: words of closed sets, asked for only when they are told. The program is
//! `src/bin/tagged.rs`.

use end_to_end::{Home, World, sessions};
use serde_json::{Value, json};

const TAGGED: &str = env!("CARGO_BIN_EXE_tagged");
/// How the program says that it was asked.
const BOTH_ASKED: &str = "asked for build\nasked for output\n";

/// What arrives of a run with these arguments: the message, or the type of the error, with the
/// tags.
fn tags(arguments: &[&str]) -> Vec<(String, Value)> {
    let world = World::consenting();
    let finished = world.program(TAGGED).args(arguments).run().quiet();
    assert_eq!(finished.stdout, BOTH_ASKED);
    told(&world)
}

fn told(world: &World) -> Vec<(String, Value)> {
    let received = world.settle();
    let mut events = received.events();
    events.sort_by(|one, other| {
        one["timestamp"]
            .as_f64()
            .partial_cmp(&other["timestamp"].as_f64())
            .expect("times")
    });
    let what = |event: &Value| match event["message"].as_str() {
        Some(message) => message.to_owned(),
        None => event["exception"]["values"][0]["type"].to_string(),
    };
    events
        .iter()
        .map(|event| (what(&event.json), event["tags"].clone()))
        .collect()
}

#[test]
fn a_word_of_each_set_arrives_with_the_command_and_the_program_s_own_with_every_event() {
    let told = tags(&["json", "verbose", "since"]);
    let own = json!({ "build": "fast", "checked": "true" });
    let with = |more: Value| {
        let mut tags = own.clone();
        tags.as_object_mut()
            .expect("tags")
            .extend(more.as_object().expect("tags").clone());
        tags
    };
    assert_eq!(
        told,
        [
            ("end-to-end 0.1.0 started".to_owned(), own.clone()),
            (
                "Start evaluate".to_owned(),
                with(json!({
                    "command": "evaluate", "output": "pretty-json",
                    "verbose": "true", "only": "false", "since": "true", "dry-run": "false", "loud": "true",
                }))
            ),
            (
                "Start report".to_owned(),
                with(json!({ "command": "report", "output": "pretty-json" }))
            ),
            (
                "Start careless".to_owned(),
                with(json!({ "command": "careless", "output": "pretty-json", "dry-run": "false" }))
            ),
            (
                "Start shared".to_owned(),
                with(json!({ "command": "shared", "first": "false", "second": "false" }))
            ),
        ]
    );
}

#[test]
fn what_was_set_is_told_and_never_what_it_holds() {
    let told = tags(&["only", "dry-run"]);
    let evaluate = &told[1].1;
    assert_eq!(
        (&evaluate["only"], &evaluate["dry-run"]),
        (&json!("true"), &json!("true"))
    );
    assert_eq!(
        (&evaluate["since"], &evaluate["loud"]),
        (&json!("false"), &json!("false"))
    );
    assert_eq!(evaluate["output"], "text");
}

#[test]
fn a_panic_in_a_tag_is_silent_and_all_else_is_told() {
    // For `text`, the tag of `careless` panics: `quiet` saw nothing of it.
    let told = tags(&[]);
    assert_eq!(told[3].0, "Start careless");
    let rest = json!({ "build": "fast", "checked": "true", "command": "careless", "dry-run": "false" });
    assert_eq!(told[3].1, rest);
}

#[test]
fn a_crash_carries_the_program_s_own_tags() {
    let world = World::consenting();
    let finished = world.program(TAGGED).args(["crash"]).run();
    assert_eq!(finished.code, Some(101));
    let told = told(&world);
    let crash = json!({ "build": "fast", "checked": "true", "command": "evaluate" });
    assert_eq!(told.last(), Some(&("\"panic\"".to_owned(), crash)));
    assert_eq!(sessions(&world.settle()), ["crashed 1"]);
}

#[test]
fn nothing_is_asked_for_while_telemetry_is_off() {
    let home = Home::new();
    assert_eq!(home.program(TAGGED).args(["json"]).run().quiet().stdout, "");
    home.assert_untouched();
}

#[test]
fn nothing_is_asked_of_commands_when_only_crashes_are_shared() {
    let home = Home::new();
    home.write_config("telemetry:\n  collect: crashes\n");
    let finished = home.program(TAGGED).args(["json"]).run().quiet();
    assert_eq!(finished.stdout, "asked for build\n");
    assert_eq!(home.waiting_messages(), [""; 0]);
}
