//! Arguments that are taken apart, changed or ignored where they come in.
// events: ["Start pairs", "Start fields", "Start doubled"]
#![deny(warnings)]

struct Price {
    day: u8,
    amounts: [u8; 2],
}

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(pairs((1, 2), [3, 4]), 10);
    let price = Price {
        day: 5,
        amounts: [6, 7],
    };
    assert_eq!(fields(&price), 18);
    assert_eq!(doubled(9, "ignored"), 18);
}

#[telemetry::command]
fn pairs((a, b): (u8, u8), [c, d]: [u8; 2]) -> u8 {
    a + b + c + d
}

#[telemetry::command]
fn fields(
    &Price {
        day,
        amounts: [one, ref other],
    }: &Price,
) -> u8 {
    day + one + other
}

#[telemetry::command]
fn doubled(mut x: u8, _: &str) -> u8 {
    x *= 2;
    x
}
