//! A body that is an `async` block with inner attributes, which stay at its top.
// events: ["Start evaluate"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(evaluate(3).await, 4);
}

#[telemetry::command]
#[expect(clippy::manual_async_fn, reason = "that is the case")]
fn evaluate(x: u8) -> impl Future<Output = u8> {
    async move {
        #![allow(unused_variables)]
        let unused = 0;
        x + 1
    }
}
