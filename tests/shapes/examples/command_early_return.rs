//! A body that returns early, at its first statement too.
// events: ["Start sign", "Start later", "Start nothing"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!((sign(-3), sign(0), sign(3)), (-1, 0, 1));
    assert_eq!(later(true).await, "early");
    nothing();
}

#[telemetry::command]
fn sign(x: i8) -> i8 {
    if x < 0 {
        return -1;
    }
    if x == 0 {
        return 0;
    }
    1
}

#[telemetry::command]
async fn later(early: bool) -> &'static str {
    if early {
        return "early";
    }
    tokio::task::yield_now().await;
    "late"
}

#[telemetry::command]
#[allow(clippy::needless_return)]
fn nothing() {
    return;
}
