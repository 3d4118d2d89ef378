//! Marks in a source: what must be said, behind the line of which it must be said.

use std::collections::BTreeSet;

/// Numbers of lines, and what is said there: the names of lints, or the codes of errors.
pub(crate) type Marks = BTreeSet<(u64, String)>;

// Input:  `let unused = 1; //~ unused_variables dead_code` in line 3
// Output: (3, "dead_code"), (3, "unused_variables")
pub(crate) fn of(source: &str) -> Marks {
    let mut marks = Marks::new();
    for (line, number) in source.lines().zip(1..) {
        let mark = line.split_once("//~").map_or("", |(_, mark)| mark);
        marks.extend(mark.split_whitespace().map(|word| (number, word.to_owned())));
    }
    marks
}
