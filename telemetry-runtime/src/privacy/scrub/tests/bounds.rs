//! Lengths, invisible characters, hostile texts.

use super::super::text::{LONGEST_INPUT, LONGEST_OUTPUT};
use super::ada;
use std::time::{Duration, Instant};

#[test]
fn a_long_text_is_cut_at_a_word_and_says_so() {
    let text = "The price was wrong. ".repeat(1000);
    let scrubbed = ada().scrub(&text);
    assert!(
        scrubbed.len() <= LONGEST_OUTPUT && scrubbed.len() > LONGEST_OUTPUT - 100,
        "{}",
        scrubbed.len()
    );
    let kept = scrubbed.strip_suffix(" <cut>").unwrap();
    assert!(text.strip_prefix(kept).unwrap().starts_with(' '), "{kept}");
    assert_eq!(ada().scrub(&scrubbed), scrubbed);
}

#[test]
fn a_text_that_just_fits_is_whole() {
    let text = "ä ".repeat(LONGEST_OUTPUT / 3);
    assert_eq!(ada().scrub(&text), text);
}

#[test]
fn a_cut_does_not_bring_to_light_half_of_a_secret() {
    // Shrinks when it is scrubbed, so that the end of what is read is shown.
    let filler =
        "/a/very/long/path/that/becomes/short/when/it/is/scrubbed/and/so/on/for/a/while/until/it/ends/somewhere\n";
    let filler = filler.repeat(LONGEST_INPUT / filler.len() + 1);
    for back in 1..40 {
        let start = filler.get(..LONGEST_INPUT - back).unwrap();
        let start = start.rsplit_once('\n').unwrap().0;
        let padding = " ".repeat(LONGEST_INPUT - back - start.len());
        let scrubbed = ada().scrub(&format!("{start}{padding}jane.doe@example.org {filler}"));
        assert!(!scrubbed.contains("jane"), "{back}: {scrubbed}");
        assert!(scrubbed.ends_with(" <cut>"), "{back}: {scrubbed}");
    }
}

#[test]
fn one_endless_word_is_bounded() {
    for word in ["x", "ä", "😀", "/", "0", "\u{0}"] {
        let scrubbed = ada().scrub(&word.repeat(100_000));
        assert!(
            scrubbed.len() <= LONGEST_OUTPUT && scrubbed.ends_with(" <cut>"),
            "{word:?}: {scrubbed}"
        );
    }
}

#[test]
fn what_is_invisible_goes_and_hides_nothing() {
    assert_eq!(ada().scrub("a\0b\u{7}c\td\r\ne"), "abc\td\ne");
    assert_eq!(ada().scrub("\u{1b}[1;31merror\u{1b}[0m: red"), "error: red");
    assert_eq!(
        ada().scrub("jane\u{200B}@exam\u{AD}ple.org and a\u{1b}[0mda and 4111\u{0}111111111111"),
        "<email> and <user> and <number>"
    );
    assert_eq!(ada().scrub("\u{202E}gnp.x\u{202C} \u{FEFF}\u{E005}\u{F8FF}"), "gnp.x ");
    assert_eq!(ada().scrub("\u{1b}"), "");
    assert_eq!(ada().scrub(""), "");
}

/// Scrubs a text, within a bound that only a hang reaches: other processes are at work too.
fn scrub_in_time(text: &str) -> String {
    let start = Instant::now();
    let scrubbed = ada().scrub(text);
    assert!(scrubbed.len() <= LONGEST_OUTPUT);
    assert!(start.elapsed() < Duration::from_secs(30), "{:?}… hangs", text.get(..20));
    scrubbed
}

/// Texts made to be slow to read: a rule that goes through the rest of the text at every place
/// takes minutes.
const HOSTILE: [&str; 30] = [
    "a",
    "/",
    ":",
    "(",
    "a.",
    "a@",
    "a:",
    "1.",
    "1 ",
    "aa:",
    "1::",
    "\"/a",
    "/a b c d ",
    "a/A1/",
    "file:/",
    "https://",
    "%40",
    "sk-",
    "DE89 ",
    "-----BEGIN ",
    "token: none ",
    "token=\"",
    "invalid value '",
    "seed ",
    "zoo seed ",
    "./",
    "'a/ b ",
    "[a]/",
    "a\\n/",
    "--a",
];

fn repeat_in_time(part: &str) {
    // The end is not as the rest is, so that what has been tried at every place fails there.
    let text = part.repeat(LONGEST_INPUT / part.len() - 1) + "x";
    scrub_in_time(&text);
}

#[test]
fn some_hostile_texts_do_not_hang() {
    for part in HOSTILE.iter().step_by(6) {
        repeat_in_time(part);
    }
}

#[test]
#[ignore = "exhaustive: takes fifteen seconds; .ci/run runs it"]
fn hostile_texts_do_not_hang() {
    for part in HOSTILE {
        repeat_in_time(part);
    }
}

#[test]
fn of_ten_megabytes_only_the_beginning_is_read() {
    let line = "failed to open /home/ada/x.csv for jane@example.org at 10.0.0.1 with token=abc\n";
    let scrubbed = scrub_in_time(&line.repeat(10_000_000 / line.len()));
    assert!(
        scrubbed.starts_with("failed to open ~/<path>.csv for <email> at <ip> with token=<secret>\n"),
        "{scrubbed}"
    );
}
