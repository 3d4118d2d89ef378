//! A function with a where clause, of bounds of every kind.
// events: ["Start total"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(total(&[1, 2], |x| x * 2), 6);
}

#[telemetry::command]
fn total<'a, I, F, T>(all: &'a I, change: F) -> T
where
    &'a I: IntoIterator<Item = &'a T>,
    F: for<'b> Fn(&'b T) -> T,
    T: std::iter::Sum<T> + 'static,
{
    all.into_iter().map(change).sum()
}
