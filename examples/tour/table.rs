//! Prints a table for people.

/// Prints rows under a title and a head. The first column is aligned to the left, the others to the
/// right.
pub(crate) fn print(title: &str, head: &[&str], rows: &[Vec<String>]) {
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let width = |column: usize| {
        let cells = rows.iter().chain([&head]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    println!("\n{title}\n");
    print_row(&head, &widths);
    println!(
        "  {}",
        widths
            .iter()
            .map(|width| "─".repeat(*width))
            .collect::<Vec<_>>()
            .join("  ")
    );
    for row in rows {
        print_row(row, &widths);
    }
}

fn print_row(row: &[String], widths: &[usize]) {
    for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
        if column == 0 {
            print!("  {cell:<width$}");
        } else {
            print!("  {cell:>width$}");
        }
    }
    println!();
}

/// `3 of 4 (75 %)`
pub(crate) fn share(part: usize, whole: usize) -> String {
    let percent = (part * 100 + whole / 2).checked_div(whole).unwrap_or_default();
    format!("{part} of {whole} ({percent} %)")
}
