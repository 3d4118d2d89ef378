//! Looking, which changes nothing: `status`, `preview`, `show`, `flush`.

use super::{json, telemetry};
use crate::CLI;
use end_to_end::{Home, World, messages};
use receiver::{Behaviour, Envelope};
use std::collections::BTreeSet;

#[test]
fn status_is_the_same_for_people_and_for_scripts() {
    let world = World::new();
    let text = telemetry(&world, &["status"]).quiet().stdout;
    assert!(
        text.starts_with("Telemetry is off: ") && text.contains("there is no configuration file"),
        "{text}"
    );
    let state = json(&world, &["status", "--json"]);
    assert_eq!(
        (&state["telemetry"], &state["reason"]),
        (&"off".into(), &"NoFile".into())
    );
    assert_eq!(state["config"]["file"], world.config().display().to_string());
    world.home.assert_untouched();

    world.write_config("# mine\ntelemetry:\n  collect: true\n");
    world.program(CLI).args(["work"]).run().quiet();
    world.settle();
    let text = telemetry(&world, &["status"]).quiet().stdout;
    assert!(text.starts_with("Telemetry is on\n"), "{text}");
    let state = json(&world, &["status", "--json"]);
    assert_eq!(state["telemetry"], "on");
    assert_eq!(state["config"]["line"], 3);
    assert_eq!(state["user_id"].as_str(), world.user_id().as_deref());
    assert_eq!(state["last_delivery"]["result"], "sent");
    assert_eq!(
        state["server"].as_str().map(|server| world
            .receiver
            .dsn()
            .ends_with(&format!("{}/1", server.trim_start_matches("http://")))),
        Some(true)
    );
    assert!(!text.contains('\u{1b}'), "no colours where nobody looks");
}

#[test]
fn what_was_added_since_the_user_consented_is_told() {
    let world = World::consenting();
    world.program(CLI).args(["work"]).run().quiet();
    let consented = world.telemetry("consented");
    assert_eq!(json(&world, &["status", "--json"])["added"], serde_json::json!([]));
    let text = std::fs::read_to_string(&consented).expect("what they consented to");
    let earlier = text
        .replace("Check-in working\n", "")
        .replace("Start work, tag thorough: false, true\n", "")
        .replace("end-to-end@0.1.0", "end-to-end@0.0.9");
    assert_ne!(earlier, text);
    world.home.write(&consented, &earlier);
    let state = json(&world, &["status", "--json"]);
    assert_eq!(
        state["added"],
        serde_json::json!(["Check-in working", "Start work, tag thorough: false, true"])
    );
    assert_eq!(state["consented_to"], "end-to-end@0.0.9");
    let text = telemetry(&world, &["status"]).quiet().stdout;
    assert!(
        text.contains("new            Check-in working: not in end-to-end@0.0.9"),
        "{text}"
    );
    assert_eq!(std::fs::read_to_string(&consented).expect("a file"), earlier);
    // Who says no, and yes again, consents to what there is then.
    world.home.wait_for_uploaders();
    world.home.withdraw();
    world.program(CLI).args(["work"]).run().quiet();
    world.home.consent();
    world.program(CLI).args(["work"]).run().quiet();
    assert_eq!(json(&world, &["status", "--json"])["added"], serde_json::json!([]));
}

#[test]
fn a_preview_shows_each_payload_as_it_is_sent_and_sends_none() {
    let world = World::new();
    let shown = json(&world, &["preview", "--json"]);
    let shown = shown.as_array().expect("a list");
    let payloads: Vec<_> = shown.iter().map(|each| &each["payload"]).collect();
    let messages: Vec<&str> = payloads
        .iter()
        .filter_map(|payload| payload["message"].as_str())
        .collect();
    assert_eq!(messages, ["end-to-end 0.1.0 started", "Start work", "Check-in working"]);
    assert_eq!(
        payloads[1]["tags"],
        serde_json::json!({"checked": "true", "command": "work", "thorough": "false"})
    );
    assert_eq!(payloads[3]["exception"]["values"][0]["type"], "panic");
    assert!(
        payloads[3]["exception"]["values"][0]["stacktrace"]["frames"]
            .as_array()
            .is_some_and(|frames| !frames.is_empty())
    );
    let session = payloads[4];
    assert_eq!(session["status"], "exited");
    let zeros = "0".repeat(32);
    for event in &payloads[..4] {
        assert_eq!(event["user"]["id"], zeros);
    }
    let text = telemetry(&world, &["preview"]).quiet().stdout;
    assert!(text.starts_with("when the program starts\n{\n"), "{text}");
    assert_eq!(world.settle().connections, 0);
    world.home.assert_untouched();

    // As it is sent: the same fields arrive.
    let world = World::consenting();
    world.program(CLI).args(["work"]).run().quiet();
    let received = world.settle();
    let keys = |value: &serde_json::Value| {
        value
            .as_object()
            .map(|fields| fields.keys().cloned().collect::<BTreeSet<_>>())
    };
    for (arrived, shown) in received.events().iter().zip(&payloads) {
        assert_eq!(keys(&arrived.json), keys(shown));
        assert_eq!(
            (&arrived["tags"], &arrived["contexts"]),
            (&shown["tags"], &shown["contexts"])
        );
    }
}

#[test]
fn what_is_queued_and_what_was_sent_is_listed_newest_last() {
    let world = World::consenting();
    assert_eq!(
        telemetry(&World::new(), &["show"]).quiet().stdout,
        "Nothing is queued, and nothing was sent.\n"
    );
    world.program(CLI).args(["work"]).run().quiet();
    world.settle();
    world.receiver.behave(Behaviour::Close);
    world.program(CLI).args(["work"]).run().quiet();
    world.home.wait_for_uploaders();
    let text = telemetry(&world, &["show"]).quiet().stdout;
    let states: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with("queued") || line.starts_with("sent"))
        .map(|line| line.split_whitespace().next().unwrap_or_default())
        .collect();
    let sent = states.iter().filter(|state| **state == "sent").count();
    let (gone, queued) = states.split_at(sent);
    assert!(
        queued.len() >= 3 && queued.iter().all(|state| *state == "queued"),
        "{text}"
    );
    assert!(gone.len() >= 4 && gone.iter().all(|state| *state == "sent"), "{text}");
    // One envelope, by the id that its line shows.
    let line = text
        .lines()
        .rfind(|line| line.ends_with("  Start work"))
        .expect("a line");
    let id = line.split_whitespace().nth(2).expect("an id");
    let whole = telemetry(&world, &["show", id]).quiet().stdout;
    assert!(
        whole.contains("  \"message\": \"Start work\"") && whole.contains(id),
        "{whole}"
    );
    let unknown = telemetry(&world, &["show", "0123456789abcdef"]);
    assert_eq!(unknown.code, Some(1), "{unknown:?}");
    let raw = telemetry(&world, &["show", "--json"]).quiet().stdout;
    let names = |directory: &str| world.names(directory).len();
    let envelopes = raw
        .lines()
        .filter(|line| line.starts_with("{\"type\":") || line.contains("\"type\":\""))
        .count();
    assert!(envelopes >= names("sent"), "{raw}");
    let oldest = raw.split_inclusive('\n').take(3).collect::<String>();
    assert!(Envelope::parse(oldest.as_bytes()).is_ok(), "{oldest}");
    // Somebody's file among ours is shown without what it does to a terminal.
    let name = "1-9999999999999-m-00000000000000000000000000000001.envelope";
    world
        .home
        .write(&world.telemetry("sent").join(name), "\u{1b}[31mred\u{202e}");
    let text = telemetry(&world, &["show", "00000000000000000000000000000001"])
        .quiet()
        .stdout;
    assert!(
        text.contains("\\u{1b}[31mred\\u{202e}") && !text.contains('\u{1b}'),
        "{text}"
    );
}

#[test]
fn flush_sends_and_tells_what_became_of_it() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Close);
    world.program(CLI).args(["work"]).run().quiet();
    world.home.wait_for_uploaders();
    let failed = telemetry(&world, &["flush"]);
    assert_eq!(failed.code, Some(1), "{failed:?}");
    assert!(
        failed.stdout.contains(" queued\n") && !failed.stderr.is_empty(),
        "{failed:?}"
    );
    world.receiver.behave(Behaviour::Healthy);
    let done = telemetry(&world, &["flush"]).quiet();
    assert!(done.stdout.contains(" sent, 0 discarded, "), "{done:?}");
    assert!(messages(&world.settle()).contains(&"Start work".to_owned()));
    let off = telemetry(&World::new(), &["flush"]);
    assert_eq!(off.code, Some(1));
    assert!(off.stderr.starts_with("Telemetry is off: "), "{off:?}");
}

/// Whatever is wrong with the file has a line of its own.
#[cfg(unix)]
#[test]
fn each_kind_of_bad_file_is_told_from_the_others() {
    let first_line = |world: &World| {
        let text = telemetry(world, &["status"]).stdout;
        let state = telemetry(world, &["status", "--json"]).stdout;
        assert!(state.contains("\"telemetry\": \"off\""), "{state}");
        text.lines()
            .next()
            .unwrap_or_default()
            .replace(&world.home.path().display().to_string(), "~")
    };
    let mut lines = BTreeSet::new();
    for (text, expected) in [
        (&b"telemetry: [} # collect\n"[..], "config.yml:1: "),
        (b"telemetry:\n  collect: yes\n", "config.yml:2: "),
        (
            b"telemetry:\n  collect: true # \xff\n",
            "config.yml:2: this line is not UTF-8",
        ),
        (
            b"telemetry:\n  collect: true\n  colect: true\n",
            "`telemetry` has other keys than `collect`, `dsn` and `delivery`",
        ),
        (b"prices: 3\n", "has no `telemetry: collect`"),
        (b"telemetry:\n  collect: false\n", "says `telemetry: collect: false`"),
    ] {
        let world = World::new();
        world.write_config(text);
        let line = first_line(&world);
        assert!(
            line.starts_with("Telemetry is off: ~/") && line.contains(expected),
            "{line}"
        );
        lines.insert(line);
    }
    let directory = World::new();
    std::fs::create_dir_all(directory.config()).expect("a directory");
    lines.insert(first_line(&directory));
    let huge = World::new();
    huge.write_config("");
    let file = std::fs::File::options()
        .write(true)
        .open(huge.config())
        .expect("a file");
    file.set_len(100 * 1024 * 1024).expect("a huge file");
    lines.insert(first_line(&huge));
    let secret = World::of(Home::unprivileged());
    secret.home.consent();
    secret.home.set_mode(&secret.config(), 0o000);
    lines.insert(first_line(&secret));
    assert_eq!(lines.len(), 9, "{lines:#?}");
}

#[cfg(target_os = "linux")]
#[test]
fn colours_are_for_terminals_and_for_those_who_want_them() {
    use super::question::shown_on_a_terminal;
    let home = Home::new();
    for words in [
        ["telemetry", "status"],
        ["telemetry", "events"],
        ["telemetry", "preview"],
    ] {
        let shown = shown_on_a_terminal(&home, &words, "", |_| {});
        assert!(shown.contains("\u{1b}["), "{words:?}: {shown}");
        let plain = shown_on_a_terminal(&home, &words, "", |command| {
            command.env("NO_COLOR", "1");
        });
        assert!(!plain.contains('\u{1b}'), "{words:?}: {plain}");
    }
    let json = shown_on_a_terminal(&home, &["telemetry", "status", "--json"], "", |_| {});
    assert!(!json.contains('\u{1b}'), "{json}");
}

/// It says that nothing is kept or sent.
#[test]
fn a_preview_flushes_nothing_and_changes_nothing() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Close);
    world.program(CLI).args(["work"]).run().quiet();
    world.home.wait_for_uploaders();
    world.receiver.behave(Behaviour::Healthy);
    world.write_config("telemetry:\n  collect: false\n");
    let (files, connections) = (world.files(), world.receiver.connections());
    for words in [&["flush"][..], &["reset-id"], &["forget"], &["forget", "--ask-server"]] {
        let program = world.program(CLI).args(["telemetry"]).args(words);
        assert_eq!(program.env("E2E_TELEMETRY", "preview").run().code, Some(1), "{words:?}");
    }
    world.home.wait_for_uploaders();
    assert_eq!((world.files(), world.receiver.connections()), (files, connections));
}
