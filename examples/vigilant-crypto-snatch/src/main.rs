//! The model program.

fn main() {}
