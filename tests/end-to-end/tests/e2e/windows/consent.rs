//! Configuration files as programs on Windows write them.

use crate::ANNOTATED;
use end_to_end::{Home, World};
use std::fs;

fn utf_16(text: &str) -> Vec<u8> {
    "\u{feff}"
        .encode_utf16()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect()
}

/// The file after `on` and `off`.
#[track_caller]
fn switched(before: &str) -> (String, String) {
    let home = Home::new();
    home.write_config(before);
    let read = || fs::read_to_string(home.config()).expect("a text");
    home.program(ANNOTATED).args(["on"]).run().quiet();
    let on = read();
    home.program(ANNOTATED).args(["off"]).run().quiet();
    (on, read())
}

#[test]
fn every_other_byte_stays() {
    for (before, on, off) in [
        (
            "a: 1\r\ntelemetry:\r\n  collect: false # no\r\nb: 2\r\n",
            "a: 1\r\ntelemetry:\r\n  collect: true # no\r\nb: 2\r\n",
            "a: 1\r\ntelemetry:\r\n  collect: false # no\r\nb: 2\r\n",
        ),
        (
            "\u{feff}telemetry:\r\n  collect: false\r\n",
            "\u{feff}telemetry:\r\n  collect: true\r\n",
            "\u{feff}telemetry:\r\n  collect: false\r\n",
        ),
        (
            "\u{feff}a: 1\n",
            "\u{feff}a: 1\ntelemetry:\n  collect: true\n",
            "\u{feff}a: 1\ntelemetry:\n  collect: false\n",
        ),
    ] {
        assert_eq!(switched(before), (on.to_owned(), off.to_owned()));
    }
}

#[test]
fn a_file_in_utf_16_is_off_with_a_line_and_stays_as_it_is() {
    let world = World::consenting();
    world.home.program(ANNOTATED).args(["evaluate"]).run().quiet();
    let waiting = world.waiting().len();
    assert!(waiting > 0);
    let bytes = utf_16("telemetry:\r\n  collect: true\r\n");
    world.write_config(&bytes);
    let finished = world.program(ANNOTATED).args(["evaluate", "on"]).run();
    assert_eq!(finished.code, Some(0));
    assert_eq!(finished.stderr.lines().count(), 1, "{finished:?}");
    assert!(finished.stderr.contains("UTF-16"), "{finished:?}");
    assert!(finished.stdout.contains("UTF-16"), "{finished:?}");
    assert_eq!(fs::read(world.config()).expect("a file"), bytes);
    assert_eq!(world.waiting().len(), waiting, "nothing is purged");
    assert_eq!(world.settle().connections, 0);
}
