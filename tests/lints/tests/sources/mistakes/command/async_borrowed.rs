//! error[E0597]: what does not live long enough, in a future.

#[tokio::main]
async fn main() {
    evaluate().await;
}

#[telemetry::command]
async fn evaluate() -> usize {
    let kept;
    {
        let text = String::new();
        kept = &text;
    }
    tokio::task::yield_now().await;
    kept.len()
}
