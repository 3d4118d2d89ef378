//! Another package, with files of the same names.

pub mod trade;

// The first lines are others than those of the program's own library.
