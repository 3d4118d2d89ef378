//! The table.

use crate::world::Telemetry;
use harness::{LONGEST, added, share};
use std::fmt::Write as _;
use std::time::Duration;

/// One kind of run, in each of the programs.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) title: String,
    /// In the order of [`Telemetry::ALL`].
    pub(crate) times: [Vec<Duration>; Telemetry::ALL.len()],
    /// How many panics the server received in the last round.
    pub(crate) told: [usize; Telemetry::ALL.len()],
}

impl Row {
    pub(crate) fn new(title: String) -> Self {
        Self {
            title,
            times: Telemetry::ALL.map(|_| Vec::new()),
            told: Telemetry::ALL.map(|_| 0),
        }
    }

    /// The bare program's milliseconds, and what the others take on top.
    fn cells(&self) -> Vec<String> {
        let [bare, others @ ..] = &self.times;
        let (median, slow) = (share(bare, 50), share(bare, 99));
        let mut cells = vec![format!("{median:.1} / {slow:.1}")];
        for (times, told) in others.iter().zip(&self.told[1..]) {
            if times.iter().any(|time| *time >= LONGEST) {
                cells.push(format!("killed after {} s, {told} told", LONGEST.as_secs()));
                continue;
            }
            let mut cell = added(times, bare, 1);
            if *told > 0 {
                let _ = write!(cell, ", {told} told");
            }
            cells.push(cell);
        }
        cells
    }
}

/// In Markdown.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut text =
        "| median / 99th percentile, ms | bare | ours, off | ours, on | plain `sentry` |\n|---|--:|--:|--:|--:|\n"
            .to_owned();
    for row in rows {
        let _ = writeln!(text, "| {} | {} |", row.title, row.cells().join(" | "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(milliseconds: impl IntoIterator<Item = u64>) -> Vec<Duration> {
        milliseconds.into_iter().map(Duration::from_millis).collect()
    }

    #[test]
    fn a_row_compares_with_the_bare_program() {
        let row = Row {
            title: "dies".to_owned(),
            times: [times([2, 2, 4]), times([3, 3, 4]), times([4, 4, 9]), times([30_001])],
            told: [0, 0, 1, 14],
        };
        let row = table(&[row]).lines().nth(2).unwrap_or_default().to_owned();
        assert_eq!(
            row,
            "| dies | 2.0 / 4.0 | +1.0 (×1.5) / +0.0 | +2.0 (×2.0) / +5.0, 1 told | killed after 30 s, 14 told |"
        );
    }
}
