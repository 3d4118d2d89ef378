//! Errors that nobody should write: whatever they do, the program goes on, and nothing is heard of
//! it.

use super::{captured, chain, go};
use end_to_end::{messages, sessions};

/// What the developers learn of that error.
#[track_caller]
fn told(what: &str) -> Vec<String> {
    let (finished, received) = go(&[&format!("capture={what}")]);
    assert_eq!(finished.quiet().stdout, format!("{what} is over\n"));
    assert_eq!(sessions(&received), ["exited 1"]);
    let captured = captured(&received);
    assert_eq!(captured.len(), 1, "{received}");
    chain(&captured[0])
}

#[test]
fn one_that_panics_when_it_is_displayed_loses_its_words() {
    let nothing = told("unprintable");
    assert_eq!(nothing.len(), 1);
    let said = "::Unprintable: an error that panics when it is displayed";
    assert!(nothing[0].ends_with(said), "{nothing:?}");
    let half = told("half-printable");
    assert!(half[0].ends_with("::Odd: so far"), "{half:?}");
}

#[test]
fn one_that_panics_when_it_is_asked_why() {
    let told = told("without-a-source");
    assert_eq!(told.len(), 1);
    assert!(told[0].ends_with(": nobody knows why"), "{told:?}");
}

#[test]
fn one_that_is_its_own_source() {
    assert_eq!(told("circle").len(), 16);
}

#[test]
fn one_of_ten_megabytes() {
    for what in ["megabytes", "stubborn"] {
        let told = told(what);
        assert!(
            told[0].contains("much, too much") && told[0].len() < 9_000,
            "{} bytes",
            told[0].len()
        );
    }
}

#[test]
fn one_with_invisible_words() {
    assert!(told("nul")[0].ends_with(": no prices "), "{:?}", told("nul"));
    assert!(told("empty")[0].ends_with("::Odd: "));
}

/// What goes wrong while we look at an error is no news of the program's.
#[test]
fn one_that_captures_others_when_it_is_displayed() {
    let told = told("capturing");
    assert!(told[0].ends_with(": outer"), "{told:?}");
}

#[test]
fn one_that_enters_a_command_when_it_is_displayed() {
    let (finished, received) = go(&["capture=commanding"]);
    assert_eq!(finished.quiet().stdout, "commanding is over\n");
    assert_eq!(messages(&received), [crate::STARTED, "Start hurry"]);
    assert!(chain(&captured(&received)[0])[0].ends_with(": outer"), "{received}");
}
