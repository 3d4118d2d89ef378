//! error[E0308]: a future is not awaited.

#[tokio::main]
async fn main() {
    println!("{}", evaluate(1).await);
}

async fn number() -> u8 {
    1
}

#[telemetry::command]
async fn evaluate(number_of: u8) -> u8 {
    let one: u8 = number();
    one + number_of
}
