//! Tokio's attribute stands above.
// events: ["Start evaluate"]
#![deny(warnings)]

/// Docs.
#[tokio::main]
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
