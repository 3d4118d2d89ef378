//! The tables: one for each question.

use crate::rounds::{self, Pair};
use crate::sections::{Part, Sizes};
use crate::table::Table;

/// The programs with no function annotated, with one, with each. What the first one brings with it
/// (the code that is called) is separate from what each further one adds.
pub(crate) fn sizes(functions: u32, [none, once, each]: [Sizes; 3]) -> Table<6> {
    let mut table = Table::new(["", "bare", "annotated", "difference", "the first", "each further one"]);
    let mut row = |title: &str, none: u64, once: u64, each: u64| {
        let (none, once, each) = (bytes(none), bytes(once), bytes(each));
        table.row([
            title.to_owned(),
            format!("{none:.0}"),
            format!("{each:.0}"),
            format!("{:+.0}", each - none),
            format!("{:+.0}", once - none),
            format!("{:+.1}", (each - once) / f64::from(functions.saturating_sub(1).max(1))),
        ]);
    };
    for part in Part::ALL {
        row(part.title(), none.of_part(part), once.of_part(part), each.of_part(part));
    }
    row("the stripped file", none.file, once.file, each.file);
    table
}

/// The programs with no function annotated and with each.
///
/// Next to the medians is the difference of the least times: other processes of the machine make
/// a time longer, never shorter.
pub(crate) fn times(functions: u32, steps: &[(&str, Vec<Pair>)]) -> Table<7> {
    let mut table = Table::new([
        "",
        "bare",
        "annotated",
        "difference (least … greatest)",
        "of the least times",
        "a function",
        "annotated / bare",
    ]);
    for (title, pairs) in steps {
        let median = |of: fn(&Pair) -> f64| rounds::median(pairs.iter().map(of));
        let difference = median(rounds::difference);
        let (least, greatest) = rounds::range(pairs.iter().map(rounds::difference));
        let least_of = |of: fn(&Pair) -> f64| rounds::range(pairs.iter().map(of)).0;
        let [bare, annotated]: [fn(&Pair) -> f64; 2] =
            [|pair| rounds::milliseconds(pair.0), |pair| rounds::milliseconds(pair.1)];
        table.row([
            format!("`{title}`"),
            format!("{:.0}", median(bare)),
            format!("{:.0}", median(annotated)),
            format!("{difference:+.0} ({least:+.0} … {greatest:+.0})"),
            format!("{:+.0}", least_of(annotated) - least_of(bare)),
            format!("{:+.2}", difference / f64::from(functions)),
            format!("{:.3}", median(rounds::ratio)),
        ]);
    }
    table
}

#[expect(clippy::cast_precision_loss, reason = "no executable has 2^53 bytes")]
fn bytes(size: u64) -> f64 {
    size as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn the_first_function_is_told_apart_from_the_others() {
        let sizes_of = |size| Sizes {
            parts: Part::ALL.map(|_| size),
            file: 2 * size,
        };
        let table = sizes(11, [sizes_of(1000), sizes_of(1200), sizes_of(1300)]).to_string();
        assert!(table.contains("| 1000 | 1300 | +300 | +200 | +10.0 |"), "{table}");
        assert!(
            table.contains("| the stripped file | 2000 | 2600 | +600 | +400 | +20.0 |"),
            "{table}"
        );
    }

    #[test]
    fn times_are_medians_of_pairs() {
        let pairs = [(100, 120), (100, 900), (100, 110)];
        let pairs = pairs.map(|(bare, annotated)| (Duration::from_millis(bare), Duration::from_millis(annotated)));
        let table = times(10, &[("cargo check", pairs.to_vec())]).to_string();
        let row = "| `cargo check` | 100 | 120 | +20 (+10 … +800) | +10 | +2.00 | 1.200 |";
        assert!(table.contains(row), "{table}");
    }
}
