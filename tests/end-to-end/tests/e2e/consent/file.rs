//! What the user's configuration file says.

use super::Decides::{Crashes, Mistaken, Off, On};
use super::{assert_decides, assert_file_decides};
use crate::ANNOTATED;
use end_to_end::Home;

#[test]
fn collect_true_is_consent_in_every_form_of_yaml() {
    for text in [
        "telemetry:\n  collect: true\n",
        "telemetry:\n  collect: true",
        "telemetry: {collect: true}",
        "{\"telemetry\": {\"collect\": true}}",
        "\"telemetry\":\n    'collect': true # yes, do\n",
        "telemetry:\n  collect: True\n",
        "telemetry:\n  collect: TRUE\n",
        "telemetry:\r\n  collect: true\r\n",
        "\u{feff}telemetry:\n  collect: true\n",
        "\u{feff}telemetry:\r\n  collect: true\r\n",
        "---\ntelemetry:\n  collect: true\n...\n",
        "shared: &choice\n  collect: true\ntelemetry: *choice\n",
        "yes: &yes true\ntelemetry:\n  collect: *yes\n",
        "triggers:\n  - name: daily\n    at: [1, 2]\ntelemetry:\n  collect: true\nmarket: {name: kraken}\n",
        "# telemetry: {collect: false}\ntelemetry:\n  collect: true\n",
        "telemetry:\n  delivery: background\n  collect: true\n",
        // What the rest of the file says twice is the program's to find.
        "a: 1\na: 2\ntelemetry:\n  collect: true\n",
    ] {
        assert_file_decides(text, On);
    }
}

#[test]
fn collect_crashes_is_consent_to_crashes() {
    assert_file_decides("telemetry:\n  collect: crashes\n", Crashes);
    assert_file_decides("telemetry: {collect: \"crashes\"}\n", Crashes);
}

#[test]
fn collect_false_declines() {
    for text in [
        "telemetry:\n  collect: false\n",
        "telemetry: {collect: False}",
        "telemetry:\n  collect: FALSE\n",
        "telemetry:\n  collect: false\n  dsn: http://key@127.0.0.1:9/1\n",
    ] {
        assert_file_decides(text, Off("Declined("));
    }
}

#[test]
fn a_file_that_does_not_say_collect_is_no_consent() {
    for text in [
        "",
        "\n\n",
        "# nothing but this\n",
        "# telemetry:\n#   collect: true\n",
        "a: 1\n",
        "telemetry:\n",
        "telemetry: {}\n",
        "telemetry: ~\n",
        "telemetry: null\nb: 1\n",
        "telemetry:\n  delivery: inline\n",
        // The section is at the top, and nowhere else.
        "e2e:\n  telemetry:\n    collect: true\n",
        "collect: true # telemetry\n",
        "a: |\n  telemetry:\n    collect: true\n",
    ] {
        assert_file_decides(text, Off("NotAsked("));
    }
}

/// Its user may never have heard of telemetry: OpenTelemetry's section has `endpoint`.
#[test]
fn a_section_of_the_programs_own_is_off_in_silence() {
    for text in [
        "telemetry:\n  endpoint: https://otel.example.org\n  headers: {a: b}\n",
        "telemetry:\n  colect: true\n",
        "telemetry: https://otel.example.org\n",
        "telemetry: [metrics, traces]\n",
        "telemetry: false\n",
        "telemetry: 1\n",
        "Telemetry:\n  Endpoint: https://otel.example.org\n",
        "telemetry: {a: 1}\ntelemetry: {a: 2}\n",
    ] {
        assert_file_decides(text, Off("NotAsked("));
    }
    for text in [
        "telemetry:\n  endpoint: x\n---\nb: 1\n",
        "[telemetry]\nendpoint = \"x\"\n",
        "telemetry:\n  endpoint: x\nb: [1,\n",
        "telemetry\n",
    ] {
        assert_file_decides(text, Off("Unreadable("));
    }
}

#[test]
fn a_name_that_is_almost_ours_is_off_with_a_line() {
    for (text, line) in [
        ("a: 1\nTelemetry:\n  collect: true\n", 2),
        ("TELEMETRY: {collect: true}\n", 1),
        ("a: 1\n\ntelemetry.collect: true\n", 3),
        ("telemetry:\n  endpoint: x\ntelemetry.collect: true\n", 3),
    ] {
        assert_file_decides(text, Mistaken(Some(line)));
    }
}

/// Where the program has settings of its own under `telemetry`, as `end_section` does.
#[test]
fn the_section_may_have_another_name() {
    let home = Home::new();
    home.write_config("telemetry:\n  collect: true\n  endpoint: x\n");
    let program = || home.program(env!("CARGO_BIN_EXE_end_section"));
    let file = home.config().display().to_string();
    assert_decides(&home, program(), Off("NotAsked("), "telemetry");
    let said = program().args(["on", "status"]).run().quiet().stdout;
    assert!(
        said.starts_with(&format!("Telemetry is on: {file}, line 5\n")),
        "{said}"
    );
    let text = std::fs::read_to_string(home.config()).expect("the file");
    assert_eq!(
        text,
        "telemetry:\n  collect: true\n  endpoint: x\nsharing:\n  collect: true\n"
    );
    assert_decides(&home, program(), On, "sharing");
    home.write_config("sharing:\n  collect: yes\n");
    let said = program().run().stderr;
    assert_eq!(
        said,
        format!("e2e: telemetry is off: {file}:2: sharing.collect must be `true`, `false` or `crashes`\n")
    );
    home.write_config("sharing:\n  collect: false\n");
    let said = program().args(["status"]).run().quiet().stdout;
    assert!(said.contains("says `sharing: collect: false`"), "{said}");
    // The uploader of such a program reads the same section.
    let world = end_to_end::World::new();
    world.write_config("telemetry:\n  endpoint: x\nsharing:\n  collect: true\n");
    let program = world.program(env!("CARGO_BIN_EXE_end_section"));
    program.args(["evaluate"]).run().quiet();
    assert_eq!(
        end_to_end::messages(&world.settle()),
        [crate::STARTED, "Start evaluate"]
    );
}

#[test]
fn a_broken_file_without_the_word_is_the_programs_to_report() {
    for text in ["a: [1, 2", "\t- x", "a: 1\n b: 2\n: :", "}", "{{{{"] {
        assert_file_decides(text, Off("NotAsked("));
    }
}

#[test]
fn a_mistake_in_the_section_is_off_with_a_line() {
    for (text, line) in [
        ("telemetry:\n  collect: yes\n", 2),
        ("telemetry:\n  collect: on\n", 2),
        ("telemetry:\n  collect: y\n", 2),
        ("telemetry:\n  collect: 1\n", 2),
        ("telemetry:\n  collect: \"true\"\n", 2),
        ("telemetry:\n  collect: ''\n", 2),
        ("telemetry:\n  collect: crash\n", 2),
        ("telemetry:\n  collect:\n", 2),
        ("telemetry:\n  collect: ~\n", 2),
        ("telemetry:\n  collect: [true]\n", 2),
        ("telemetry:\n  collect: {start: true}\n", 2),
        ("telemetry:\n  collect: 0.5\n", 2),
        (
            "a: 1\n\ntelemetry:\n  colect: true\n  dsn: http://key@127.0.0.1:9/1\n",
            4,
        ),
        ("telemetry:\n  Collect: true\n", 2),
        ("telemetry:\n  collect: true\n  until: tomorrow\n", 3),
        ("telemetry: true\n", 1),
        ("telemetry: crashes\n", 1),
        ("a: 1\ntelemetry: [true]\n", 2),
        ("telemetry:\n  - collect: true\n", 2),
        ("telemetry:\n  collect: true\n  dsn: 5\n", 3),
        ("telemetry:\n  collect: true\n  dsn: example.org\n", 3),
        ("telemetry:\n  collect: true\n  dsn: http://127.0.0.1/1\n", 3),
        ("telemetry:\n  collect: true\n  delivery: never\n", 3),
    ] {
        assert_file_decides(text, Mistaken(Some(line)));
    }
}

#[test]
fn a_key_that_is_said_twice_is_a_mistake() {
    for (text, line) in [
        ("telemetry:\n  collect: true\n  collect: false\n", 2),
        ("telemetry:\n  collect: true\n  collect: true\n", 2),
    ] {
        assert_file_decides(text, Mistaken(Some(line)));
    }
    assert_file_decides(
        "telemetry:\n  collect: true\ntelemetry:\n  collect: false\n",
        Mistaken(Some(1)),
    );
}

#[test]
fn a_broken_file_with_the_word_is_off_with_a_line() {
    for (text, line) in [
        ("telemetry:\n  collect: true\nb: [1,\n", 4),
        ("telemetry:\n\tcollect: true\n", 2),
        ("telemetry:\n  collect: true\n c: 1\n", 3),
        ("a: *nobody\ntelemetry:\n  collect: true\n", 1),
        ("telemetry:\n  collect: \"true\n", 3),
    ] {
        assert_file_decides(text, Mistaken(Some(line)));
    }
    assert_file_decides(b"telemetry:\n  collect: true\nname: J\xfcrgen\n", Mistaken(Some(3)));
}

#[test]
fn two_documents_are_a_mistake() {
    assert_file_decides("telemetry:\n  collect: true\n---\nb: 1\n", Mistaken(None));
    assert_file_decides("a: 1\n---\ntelemetry:\n  collect: true\n", Mistaken(None));
}

#[test]
fn a_file_that_is_no_mapping_but_has_the_word_is_a_mistake() {
    assert_file_decides("telemetry collect\n", Mistaken(Some(1)));
    assert_file_decides("- telemetry:\n    collect: true\n", Mistaken(Some(1)));
    assert_file_decides("[{collect: true}] # telemetry\n", Mistaken(Some(1)));
}

/// As PowerShell 5 writes it for `>`: little endian, after the byte order mark if the text has one.
fn utf_16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn a_file_in_another_encoding_that_mentions_telemetry_is_a_mistake() {
    let consent = "\u{feff}telemetry:\r\n  collect: true\r\n";
    assert_file_decides(utf_16(consent), Mistaken(None));
    assert_file_decides(utf_16(consent.trim_start_matches('\u{feff}')), Mistaken(None));
    let big_endian: Vec<u8> = consent.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_file_decides(big_endian, Mistaken(None));
    assert_file_decides(b"telemetry:\n  collect: true\n\0\0", Mistaken(None));
}

/// Its user may never have heard of telemetry, and gets no line about it; nor did they say no.
#[test]
fn a_file_in_another_encoding_without_the_word_is_unreadable_in_silence() {
    for bytes in [
        &b"a: \xff\xfe\n"[..],
        b"name: J\xfcrgen\n",
        &[0; 5000],
        &utf_16("\u{feff}a: 1\r\n"),
    ] {
        assert_file_decides(bytes, Off("Unreadable("));
    }
}

#[test]
fn the_line_about_utf_16_says_what_to_do_and_quotes_nothing() {
    let home = Home::new();
    home.write_config(utf_16("\u{feff}telemetry:\r\n  collect: true\r\n"));
    assert_eq!(
        home.program(ANNOTATED).run().stderr,
        format!(
            "e2e: telemetry is off: {}: the file is UTF-16 and must be saved as UTF-8 (in PowerShell: Out-File \
             -Encoding utf8)\n",
            home.config().display()
        )
    );
}

#[test]
fn a_mistake_is_one_line_that_says_what_was_expected() {
    let home = Home::new();
    home.write_config("a: 1\ntelemetry:\n  collect: yes\n");
    let finished = home.program(ANNOTATED).args(["evaluate"]).run();
    assert_eq!(
        finished.stderr,
        format!(
            "e2e: telemetry is off: {}:3: telemetry.collect must be `true`, `false` or `crashes`\n",
            home.config().display()
        )
    );
}

/// A program may keep its passwords in that file.
#[test]
fn nothing_of_the_file_is_printed() {
    for text in [
        "[telemetry]\ncollect = true\n[exchange]\npassword = \"hunter2\"\n",
        "telemetry: [true, hunter2]\n",
        "telemetry:\n  collect: hunter2\n",
        "telemetry:\n  collect: true\n  hunter2: true\n",
        "telemetry:\n  dsn: hunter2\n",
        "telemetry:\n  collect: true\npassword: 'hunter2\n",
        "telemetry:\n  collect: true\nhunter2: 1\nhunter2: [\n",
    ] {
        let home = Home::new();
        home.write_config(text);
        let arguments = ["evaluate", "status", "reason", "on", "off"];
        let finished = home.program(ANNOTATED).args(arguments).run();
        assert!(!format!("{finished:?}").contains("hunter2"), "{text:?}: {finished:?}");
        assert_eq!(finished.stderr.lines().count(), 1, "{text:?}: {finished:?}");
    }
}

#[test]
fn what_a_file_says_cannot_write_on_the_terminal() {
    let home = Home::new();
    home.write_config("telemetry:\n  collect: \"\\e[31m\\nred\\r\\a\"\n");
    let finished = home.program(ANNOTATED).run();
    let line = finished.stderr.strip_suffix('\n').expect("a line");
    assert!(!line.contains(char::is_control), "{line:?}");
}

#[test]
fn the_section_is_found_in_a_large_file() {
    let filling = "- {name: \"a trigger\", at: 12}\n".repeat(20_000);
    assert_file_decides(format!("triggers:\n{filling}telemetry:\n  collect: true\n"), On);
}
