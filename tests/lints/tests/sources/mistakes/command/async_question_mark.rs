//! error[E0277]: `?` on an error that does not convert, in a future.

#[tokio::main]
async fn main() {
    let _ = evaluate("1").await;
}

#[telemetry::command]
async fn evaluate(text: &str) -> Result<u8, std::fmt::Error> {
    tokio::task::yield_now().await;
    let number = text.parse::<u8>()?;
    Ok(number)
}
