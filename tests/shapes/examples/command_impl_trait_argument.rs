//! A function that takes `impl Trait`, and `dyn Trait`.
// events: ["Start highest", "Start called"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(highest([1, 3].iter().copied()), Some(3));
    assert_eq!(called(&|x| x + 1), 2);
}

#[telemetry::command]
fn highest(all: impl IntoIterator<Item = u8>) -> Option<u8> {
    all.into_iter().max()
}

#[telemetry::command]
fn called(change: &dyn Fn(u8) -> u8) -> u8 {
    change(1)
}
