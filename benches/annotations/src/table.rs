//! A table in Markdown.

use std::fmt;

/// The first column is aligned to the left, the others to the right.
#[derive(Debug)]
pub(crate) struct Table<const COLUMNS: usize> {
    rows: Vec<[String; COLUMNS]>,
}

impl<const COLUMNS: usize> Table<COLUMNS> {
    pub(crate) fn new(head: [&str; COLUMNS]) -> Self {
        Self {
            rows: vec![head.map(str::to_owned)],
        }
    }

    pub(crate) fn row(&mut self, cells: [String; COLUMNS]) {
        self.rows.push(cells);
    }
}

impl<const COLUMNS: usize> fmt::Display for Table<COLUMNS> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, row) in self.rows.iter().enumerate() {
            writeln!(formatter, "| {} |", row.join(" | "))?;
            if number == 0 {
                let numbers = "--:|".repeat(COLUMNS.saturating_sub(1));
                writeln!(formatter, "|---|{numbers}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_markdown() {
        let mut table = Table::new(["", "bytes", "each"]);
        table.row(["code".to_owned(), "1200".to_owned(), "+12.0".to_owned()]);
        assert_eq!(
            table.to_string(),
            "|  | bytes | each |\n|---|--:|--:|\n| code | 1200 | +12.0 |\n"
        );
    }
}
