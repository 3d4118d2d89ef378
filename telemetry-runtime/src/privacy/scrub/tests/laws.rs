//! Laws that hold for every text.

use super::super::laws::{CANARIES, ada, of_any_canary, of_any_text, of_what_is_known};
use super::super::withheld;
use crate::util::laws::{text_of, trial};
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

fn pieces() -> impl Strategy<Value = String> {
    text_of(&PIECES, 60)
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
    #![proptest_config(trial())]

    #[test]
    fn they_hold_of_texts(text in "(?s).{0,300}", other in "\\PC{0,200}", of_pieces in pieces()) {
        of_any_text(&text);
        of_any_text(&other);
        of_any_text(&of_pieces);
    }

    #[test]
    fn the_home_directory_and_the_host_go_wherever_they_stand(before in pieces(), after in pieces()) {
        of_what_is_known(&before, &after);
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
        let canaries = vec![format!("{open}{canary}{close}"); count].join(" ");
        of_any_canary(&before, &canaries, &after);
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
