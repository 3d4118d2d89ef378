//! Functions inside of `main`, one of which is called `main` too.
// events: ["Start inner/main"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    #[telemetry::command("inner/main")]
    fn main(x: u8) -> u8 {
        fn inner(x: u8) -> u8 {
            x + 1
        }
        inner(x)
    }
    assert_eq!(main(1), 2);
}
