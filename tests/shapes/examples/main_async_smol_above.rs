//! smol's macro stands above.
// events: ["Start evaluate"]
#![deny(warnings)]

use macro_rules_attribute::apply;

#[apply(smol_macros::main!)]
#[telemetry::main(app = "e2e")]
async fn main() -> anyhow::Result<()> {
    assert_eq!(evaluate(2).await, 4);
    Ok(())
}

#[telemetry::command]
async fn evaluate(x: u8) -> u8 {
    std::future::ready(()).await;
    x + 2
}
