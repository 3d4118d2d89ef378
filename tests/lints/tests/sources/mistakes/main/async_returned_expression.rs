//! error[E0271]: the expression that a future returns has another type.

#[telemetry::main]
#[tokio::main]
async fn main() -> Result<(), String> {
    tokio::task::yield_now().await;
    Err(5)
}
