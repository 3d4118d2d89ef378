//! A function that is `unsafe`.
// events: ["Start read"]
#![deny(warnings, unsafe_op_in_unsafe_fn)]

#[telemetry::main(app = "e2e")]
fn main() {
    let number = 1;
    // SAFETY: a reference is a pointer to something that can be read.
    assert_eq!(unsafe { read(&raw const number) }, 1);
}

/// # Safety
/// The pointer points to a number.
#[telemetry::command]
unsafe fn read(place: *const u8) -> u8 {
    // SAFETY: the caller says so.
    unsafe { place.read() }
}
