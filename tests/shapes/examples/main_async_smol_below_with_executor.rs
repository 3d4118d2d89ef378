//! smol's macro stands below, and hands the program its executor.
// events: ["Start evaluate"]
// expansion: main
#![deny(warnings)]

use macro_rules_attribute::apply;
use smol_macros::Executor;

#[telemetry::main(app = "e2e")]
#[apply(smol_macros::main!)]
async fn main(executor: &Executor<'_>) {
    assert_eq!(executor.spawn(evaluate(2)).await, 4);
}

#[telemetry::command]
async fn evaluate(x: u8) -> u8 {
    std::future::ready(()).await;
    x + 2
}
