//! The body returns early.
// events: ["Start evaluate"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    if std::env::args().count() < 100 {
        evaluate();
        return;
    }
    panic!("not returned");
}

#[telemetry::command]
fn evaluate() {}
