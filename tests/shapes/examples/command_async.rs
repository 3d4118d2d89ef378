//! A function that is `async`: its future can be sent to another thread, and may borrow.
// events: ["Start watch", "Start longest"]
// expansion: watch
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
#[tokio::main]
async fn main() {
    assert_eq!(tokio::spawn(is_send(watch(1))).await.unwrap().unwrap(), 1);
    assert_eq!(longest("one", "three").await, "three");
    drop(never_awaited());
}

#[telemetry::command]
async fn watch<T: Send>(value: T) -> Result<T, std::io::Error> {
    tokio::task::yield_now().await;
    std::fs::metadata(".")?;
    Ok(value)
}

#[telemetry::command]
async fn longest<'a>(one: &'a str, other: &'a str) -> &'a str {
    tokio::task::yield_now().await;
    if one.len() > other.len() { one } else { other }
}

// What is never awaited never began, and is not told.
#[telemetry::command]
async fn never_awaited() {
    tokio::task::yield_now().await;
}

fn is_send<T: Send>(value: T) -> T {
    value
}
