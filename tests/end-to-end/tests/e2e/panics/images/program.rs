//! Panics below a command.

#[telemetry::main(app = "e2e")]
fn main() {
    evaluate(std::env::args().count());
}

#[telemetry::command]
#[inline(never)]
fn evaluate(count: usize) {
    assert!(count > 10, "no coins left");
}
