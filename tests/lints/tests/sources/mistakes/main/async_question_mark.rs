//! error[E0277]: `?` on an error that does not convert, in a future.

#[telemetry::main]
#[tokio::main]
async fn main() -> Result<(), std::fmt::Error> {
    tokio::task::yield_now().await;
    let number = "1".parse::<u8>()?;
    println!("{number}");
    Ok(())
}
