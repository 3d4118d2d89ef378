//! A function that C can call.
// events: ["Start next", "Start exported"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    let callback: extern "C" fn(u8) -> u8 = next;
    assert_eq!(callback(1), 2);
    assert_eq!(exported(2), 4);
}

#[telemetry::command]
extern "C" fn next(x: u8) -> u8 {
    x + 1
}

#[telemetry::command]
#[unsafe(no_mangle)]
extern "C-unwind" fn exported(x: u8) -> u8 {
    x * 2
}
