//! error[E0308]: the expression that a future returns has another type.

#[tokio::main]
async fn main() {
    println!("{}", evaluate(1).await);
}

#[telemetry::command]
async fn evaluate(number: u8) -> u8 {
    tokio::task::yield_now().await;
    println!("{number}");
    "text"
}
