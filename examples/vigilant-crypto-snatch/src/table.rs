//! Tables of text: the first column to the left, the numbers to the right.

/// Rows under a header, with a rule before some of them.
#[derive(Debug)]
pub(crate) struct Table {
    rows: Vec<Row>,
}

#[derive(Debug)]
enum Row {
    Cells(Vec<String>),
    Rule,
}

impl Table {
    /// A table with a header and a rule under it.
    pub(crate) fn new(header: &[&str]) -> Self {
        let header = header.iter().map(|&cell| cell.to_owned()).collect();
        Self {
            rows: vec![Row::Cells(header), Row::Rule],
        }
    }

    /// Adds a row of as many cells as the header has.
    pub(crate) fn row(&mut self, cells: impl Into<Vec<String>>) {
        self.rows.push(Row::Cells(cells.into()));
    }

    /// Adds a rule.
    pub(crate) fn rule(&mut self) {
        self.rows.push(Row::Rule);
    }

    /// The whole table, each line ended.
    pub(crate) fn render(&self) -> String {
        let mut widths = Vec::new();
        for row in &self.rows {
            let Row::Cells(cells) = row else { continue };
            widths.resize(widths.len().max(cells.len()), 0);
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = (*width).max(cell.chars().count());
            }
        }
        self.rows.iter().map(|row| render(row, &widths) + "\n").collect()
    }
}

fn render(row: &Row, widths: &[usize]) -> String {
    let columns: Vec<_> = match row {
        Row::Rule => widths.iter().map(|&width| "─".repeat(width)).collect(),
        Row::Cells(cells) => {
            let cells = cells.iter().zip(widths).enumerate();
            let aligned = cells.map(|(column, (cell, &width))| match column {
                0 => format!("{cell:<width$}"),
                _ => format!("{cell:>width$}"),
            });
            aligned.collect()
        }
    };
    let gap = match row {
        Row::Rule => "──",
        Row::Cells(_) => "  ",
    };
    columns.join(gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new(&["Name", "€"]);
        table.row(["a".to_owned(), "1,000".to_owned()]);
        table.rule();
        table.row(["second".to_owned(), "–".to_owned()]);
        assert_eq!(
            table.render(),
            "Name        €\n─────────────\na       1,000\n─────────────\nsecond      –\n"
        );
    }
}
