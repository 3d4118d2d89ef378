//! Tokio's attribute with arguments stands below.
// events: ["Start evaluate"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    assert_eq!(evaluate(2).await, 4);
    Ok(())
}

#[telemetry::command]
async fn evaluate(x: u8) -> u8 {
    tokio::task::yield_now().await;
    x + 2
}
