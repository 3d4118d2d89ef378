//! What holds of every text that is scrubbed.

use super::text::LONGEST_OUTPUT;
use super::{Scrubber, fixed, markers, text, withheld};
use std::path::Path;

/// Knows `/home/ada`, `ada`, `adas-laptop`.
pub(crate) fn ada() -> Scrubber {
    Scrubber::new(Some(Path::new("/home/ada")), Some("ada"), Some("adas-laptop"))
}

/// What must never be shown in an ordinary message.
pub(crate) const CANARIES: [&str; 28] = [
    "jane.doe@example.org",
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "DE89370400440532013000",
    "DE89 3704 0044 0532 0130 00",
    "/home/jane/diary.txt",
    "/Users/jane/diary.txt",
    "C:\\Users\\jane\\diary.txt",
    "\\\\server\\jane\\diary.txt",
    "file:///home/jane/diary.txt",
    "jane/diary.txt",
    "../jane/diary",
    "clients/jane/diary",
    "clients\\jane\\diary",
    "https://jane:diary@example.org/?q=diary",
    "192.168.178.21",
    "2001:db8::8a2e:370:7334",
    "password=diary",
    "\"api_key\": \"diary\"",
    "Authorization: Bearer diary",
    "AKIAIOSFODNN7EXAMPLE",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.dozjgNryP4J3jVmNHl0w5N",
    "9f86d081884c7d659a2feaa0c55ad015",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY",
    "adas-laptop",
    "/home/ada/diary",
];

/// What is left of a canary if it survives in part.
pub(crate) const TRACES: [&str; 17] = [
    "jane", "diary", "1111", "3704", "0532", "192.168", "178.21", "8a2e", "7334", "AKIA", "ghp_16", "eyJh", "dozj",
    "9f86d081", "wJalr", "adas", "RfiCY",
];

/// Bounded, printable, and the same when it is scrubbed again. What is withheld holds none of the
/// text's own words.
pub(crate) fn of_any_text(text: &str) {
    let scrubbed = ada().scrub(text);
    assert!(scrubbed.len() <= LONGEST_OUTPUT);
    assert!(!scrubbed.contains(|char: char| char.is_control() && char != '\n' && char != '\t'));
    assert_eq!(ada().scrub(&scrubbed), scrubbed, "{text:?}");
    let shown = withheld(text);
    assert!(shown == withheld(&shown) || shown.starts_with("os error "));
    match fixed(text) {
        Some(fixed) => assert!(text.trim().starts_with(&fixed) || fixed.starts_with("os error ")),
        None => assert_eq!(shown, "<withheld>"),
    }
}

/// The user's home directory and machine go wherever they stand.
pub(crate) fn of_what_is_known(before: &str, after: &str) {
    // Else it is there with something invisible in the middle.
    let visible = |text: &str| markers::unfold(&text::prepare(text).chars).replace("ada", "x");
    let (before, after) = (visible(before), visible(after));
    let whole = format!("{before}/home/ada/{after} adas-laptop {before}");
    let scrubbed = ada().scrub(&whole);
    assert!(
        !scrubbed.contains("/home/ada") && !scrubbed.contains("adas-laptop"),
        "{scrubbed:?} of {whole:?}"
    );
}

/// A canary between words, quoted or not, goes.
pub(crate) fn of_any_canary(before: &str, canary: &str, after: &str) {
    let text = format!("{before} {canary} {after}");
    let scrubbed = ada().scrub(&text);
    let trace = TRACES.iter().find(|trace| scrubbed.contains(**trace));
    assert!(trace.is_none(), "{trace:?} of {text:?} is left in {scrubbed:?}");
}
