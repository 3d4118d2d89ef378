//! smol's macro stands below.
// events: ["Start evaluate"]
#![deny(warnings)]

use macro_rules_attribute::apply;

#[telemetry::main(app = "e2e")]
#[apply(smol_macros::main!)]
async fn main() -> anyhow::Result<()> {
    assert_eq!(evaluate(2).await, 4);
    Ok(())
}

#[telemetry::command]
async fn evaluate(x: u8) -> u8 {
    std::future::ready(()).await;
    x + 2
}
