//! async-std's attribute stands below. Above it cannot: it would leave ours on an `async fn` that no runtime is left for.
// events: ["Start evaluate"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
#[async_std::main]
async fn main() -> anyhow::Result<()> {
    assert_eq!(evaluate(2).await, 4);
    Ok(())
}

#[telemetry::command]
async fn evaluate(x: u8) -> u8 {
    async_std::task::yield_now().await;
    x + 2
}
