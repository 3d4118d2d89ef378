//! A function whose name is a keyword is named without its `r#`.
// events: ["Start match", "Start type"]
// expansion: r#match
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(r#match(1), 2);
    assert_eq!(r#in::r#type(), 3);
}

#[telemetry::command]
fn r#match(r#if: u8) -> u8 {
    r#if + 1
}

mod r#in {
    #[telemetry::command]
    pub(crate) fn r#type() -> u8 {
        3
    }
}
