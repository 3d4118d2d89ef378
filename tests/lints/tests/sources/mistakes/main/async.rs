//! error[E0308]: a mistake in a future, the runtime's attribute below.

#[telemetry::main]
#[tokio::main]
async fn main() {
    tokio::task::yield_now().await;
    let text: String = 5;
    println!("{text}");
}
