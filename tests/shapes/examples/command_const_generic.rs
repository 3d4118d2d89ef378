//! A function that is generic over a constant.
// events: ["Start sum", "Start repeated"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(sum([1, 2, 3]), 6);
    assert_eq!(sum([4]), 4);
    assert_eq!(repeated::<3>(), "xxx");
}

#[telemetry::command]
fn sum<const N: usize>(all: [u8; N]) -> u8 {
    all.into_iter().sum()
}

// As the expansion's own static is.
#[telemetry::command]
fn repeated<const COMMAND: usize>() -> String {
    "x".repeat(COMMAND)
}
