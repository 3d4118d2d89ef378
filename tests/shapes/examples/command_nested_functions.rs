//! Commands inside of a command, of `main`, and of a closure.
// events: ["Start outer", "Start inner", "Start innermost", "Start in-closure"]
// expansion: outer
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() {
    #[telemetry::command]
    fn innermost(x: u8) -> u8 {
        let more = || {
            #[telemetry::command]
            fn in_closure(x: u8) -> u8 {
                x + 10
            }
            in_closure(x)
        };
        more()
    }

    assert_eq!(outer(1), 4);
    assert_eq!(innermost(1), 11);
}

#[telemetry::command]
fn outer(x: u8) -> u8 {
    #[telemetry::command]
    fn inner(x: u8) -> u8 {
        x + 1
    }
    inner(x) + inner(x)
}
