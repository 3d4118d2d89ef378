//! error: a future that cannot be sent to another thread.

use std::rc::Rc;

#[tokio::main]
async fn main() {
    let _ = tokio::spawn(evaluate()).await;
}

#[telemetry::command]
async fn evaluate() {
    let shared = Rc::new(1);
    tokio::task::yield_now().await;
    println!("{shared}");
}
