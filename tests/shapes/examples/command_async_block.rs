//! A body that is an `async` block, boxed or not, runs when it is polled: one that never is was not used.
// events: ["Start boxed", "Start plain", "Start begun", "Start looked-at"]
// expansion: plain, boxed, looked_at
#![deny(warnings)]

use std::pin::Pin;

#[telemetry::main(app = "e2e")]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    drop(plain(1));
    drop(boxed(1));
    assert_eq!(boxed(2).await, 3);
    assert_eq!(plain(3).await, 4);
    let never = begun(5);
    drop(never);
    assert_eq!(looked_at(Some(1), "").await, 1);
}

#[telemetry::command]
#[expect(clippy::manual_async_fn, reason = "that is the case")]
fn plain(x: u8) -> impl Future<Output = u8> {
    async move {
        tokio::task::yield_now().await;
        x + 1
    }
}

#[telemetry::command]
fn boxed(x: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    const ONE: u8 = 1;
    Box::pin(async move {
        tokio::task::yield_now().await;
        x + ONE
    })
}

/// Here, something happens before.
#[telemetry::command]
fn begun(x: u8) -> impl Future<Output = u8> {
    let next = x + 1;
    async move { next }
}

/// What a tag looks at is not held by the future for its sake, and so it is looked at before.
#[telemetry::command(tags(set = limit.is_some()), flags(text = text.is_empty()))]
fn looked_at(limit: Option<u8>, text: &str) -> impl Future<Output = u8> + Send + use<> {
    async { 1 }
}
