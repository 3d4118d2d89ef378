//! Tokio's attribute stands below.
// events: ["Start evaluate"]
// expansion: main
#![deny(warnings)]

/// Docs.
#[telemetry::main(app = "e2e")]
#[tokio::main]
async fn main() -> anyhow::Result<()> {
    evaluate(2).await
}

#[telemetry::command]
async fn evaluate(x: u8) -> anyhow::Result<()> {
    tokio::task::yield_now().await;
    anyhow::ensure!(x == 2);
    Ok(())
}
