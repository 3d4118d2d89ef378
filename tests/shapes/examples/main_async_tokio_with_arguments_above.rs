//! Tokio's attribute with arguments stands above.
// events: ["Start evaluate"]
#![deny(warnings)]

#[tokio::main(flavor = "multi_thread", worker_threads = 1)]
#[telemetry::main(app = "e2e")]
async fn main() -> anyhow::Result<()> {
    assert_eq!(evaluate(2).await, 4);
    Ok(())
}

#[telemetry::command]
async fn evaluate(x: u8) -> u8 {
    tokio::task::yield_now().await;
    x + 2
}
