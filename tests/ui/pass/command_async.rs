//! The future of a command can be sent to another thread.
#![deny(warnings)]

#[telemetry::command]
async fn watch<T: Send>(value: T) -> Result<T, std::io::Error> {
    tokio::task::yield_now().await;
    std::fs::metadata(".")?;
    Ok(value)
}

fn is_send<T: Send>(value: T) -> T {
    value
}

#[tokio::main]
async fn main() {
    assert_eq!(tokio::spawn(is_send(watch(1))).await.unwrap().unwrap(), 1);
}
