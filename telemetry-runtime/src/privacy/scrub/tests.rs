//! What the scrubber does, in examples and in laws.

mod bounds;
mod crates;
mod kept;
mod laws;
mod money;
mod names;
mod places;
mod relative;
mod secrets;
mod withheld;

use super::Scrubber;
use super::laws::ada;

/// Cases are pairs of lines: a text, and indented under it what becomes of it, also when it is
/// scrubbed again.
fn check(scrubber: &Scrubber, cases: &str) {
    let lines: Vec<String> = cases.lines().skip(1).map(|line| line.replace('␤', "\n")).collect();
    let mut wrong = Vec::new();
    for pair in lines.chunks(2) {
        let [text, expected] = pair else {
            panic!("a text without what becomes of it: {pair:?}")
        };
        let expected = expected
            .strip_prefix("    ")
            .unwrap_or_else(|| panic!("not indented: {expected:?}"));
        for text in [text, expected] {
            let shown = scrubber.scrub(text);
            if shown != expected {
                wrong.push(format!("{text}\n    {shown}\n    {expected} (expected)"));
            }
        }
    }
    assert!(!lines.is_empty() && wrong.is_empty(), "{}", wrong.join("\n"));
}
