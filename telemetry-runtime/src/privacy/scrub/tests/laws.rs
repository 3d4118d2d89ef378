//! Laws that hold for every text.

use super::super::{text::LONGEST_OUTPUT, withheld};
use super::ada;
use proptest::prelude::*;

/// Pieces that rules look for, and pieces that end what they find.
const PIECES: [&str; 64] = [
    " ",
    " ",
    " ",
    "\n",
    "\t",
    "a",
    "Z",
    "0",
    "9",
    "é",
    "世",
    "😀",
    "/",
    "\\",
    ":",
    "::",
    ".",
    ",",
    ";",
    "-",
    "_",
    "+",
    "=",
    "==",
    "@",
    "%40",
    "#",
    "?",
    "&",
    "~",
    "'",
    "\"",
    "\\\"",
    "`",
    "“",
    "”",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "|",
    "!",
    "https://",
    "file:",
    "C:\\",
    "/home/ada",
    "ada",
    "adas-laptop",
    "password",
    "token",
    "Bearer",
    "--key",
    "10.0.0.1",
    "fe80::1",
    "4111",
    "DE89",
    "seed",
    "zoo",
    "9f86d081884c7d65",
    ".csv",
];

/// What must never be shown, whatever stands around it.
const CANARIES: [&str; 24] = [
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
const TRACES: [&str; 17] = [
    "jane", "diary", "1111", "3704", "0532", "192.168", "178.21", "8a2e", "7334", "AKIA", "ghp_16", "eyJh", "dozj",
    "9f86d081", "wJalr", "adas", "RfiCY",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..60).prop_map(|pieces| pieces.concat())
}

/// Ordinary words, as they stand around something private in a message.
fn words() -> impl Strategy<Value = String> {
    let words = [
        "failed",
        "to",
        "open",
        "the",
        "file:",
        "at",
        "line",
        "12",
        "(os error 2)",
        "é",
        "世界",
        "with",
        "src/main.rs:3",
        "3.14",
        "`x`",
        "it's",
        "\n",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_scrubbed_within_bounds(text in "(?s).{0,300}") {
        let scrubbed = ada().scrub(&text);
        prop_assert!(scrubbed.len() <= LONGEST_OUTPUT);
        prop_assert!(!scrubbed.contains(|char: char| char.is_control() && char != '\n' && char != '\t'));
        withheld(&text);
    }

    #[test]
    fn twice_is_once(text in pieces()) {
        let once = ada().scrub(&text);
        prop_assert_eq!(ada().scrub(&once), once);
    }

    #[test]
    fn twice_is_once_for_any_text(text in "\\PC{0,200}") {
        let once = ada().scrub(&text);
        prop_assert_eq!(ada().scrub(&once), once);
    }

    #[test]
    fn the_home_directory_and_the_host_go_wherever_they_stand(before in pieces(), after in pieces()) {
        let (before, after) = (before.replace("ada", "x"), after.replace("ada", "x"));
        let scrubbed = ada().scrub(&format!("{before}/home/ada/{after} adas-laptop {before}"));
        prop_assert!(!scrubbed.contains("/home/ada") && !scrubbed.contains("adas-laptop"), "{}", scrubbed);
    }

    #[test]
    fn canaries_in_ordinary_messages_go(
        before in words(),
        after in words(),
        canary in prop::sample::select(CANARIES.as_slice()),
        around in prop::sample::select(vec![("", ""), ("\"", "\""), ("'", "'"), ("`", "`"), ("(", ")"), ("<", ">"), ("[", "]"), ("", "."), ("", ","), ("", ":")]),
        count in 1..4_usize,
    ) {
        let (open, close) = around;
        let text = format!("{before} {} {after}", vec![format!("{open}{canary}{close}"); count].join(" "));
        let scrubbed = ada().scrub(&text);
        let trace = TRACES.iter().find(|trace| scrubbed.contains(**trace));
        prop_assert!(trace.is_none(), "{:?} of {:?} is left in {:?}", trace, text, scrubbed);
    }

    #[test]
    fn random_keys_go(key in "[a-zA-Z0-9]{32,64}|[a-f0-9]{24,64}|[A-Za-z0-9_-]{40,80}|[A-Za-z0-9+/]{40,80}={0,2}") {
        let scrubbed = ada().scrub(&format!("the key {key} is wrong"));
        let longest = scrubbed.split(|char: char| !char.is_ascii_alphanumeric()).map(str::len).max();
        prop_assert!(longest < Some(20), "{} leaves {}", key, scrubbed);
    }

    #[test]
    fn a_withheld_message_holds_no_word_of_the_text(text in pieces()) {
        let shown = withheld(&format!("canary{text}"));
        prop_assert!(shown == "<withheld>" || shown.starts_with("os error "), "{}", shown);
    }
}
