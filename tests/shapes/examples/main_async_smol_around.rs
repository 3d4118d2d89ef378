//! smol's macro stands around, and hands the program its executor.
// events: ["Start evaluate"]
#![deny(warnings)]

use smol_macros::Executor;

smol_macros::main! {
    #[telemetry::main(app = "e2e")]
    async fn main(executor: &Executor<'_>) {
        assert_eq!(executor.spawn(evaluate(2)).await, 4);
    }
}

#[telemetry::command]
async fn evaluate(x: u8) -> u8 {
    std::future::ready(()).await;
    x + 2
}
