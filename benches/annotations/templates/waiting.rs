/// Its guard is part of the future, from one poll to the next.
#[telemetry::command]
async fn waiting_NUMBER(text: &str) -> u64 {
    let mut sum = NUMBER_u64;
    for word in text.split(' ') {
        Turn(false).await;
        if word.len() > 100 + NUMBER {
            return sum;
        }
        let shouted = word.to_uppercase();
        Turn(shouted.is_empty()).await;
        sum = sum.wrapping_mul(33) ^ shouted.len() as u64;
    }
    sum
}

fn call_NUMBER(text: &str) -> u64 {
    wait(waiting_NUMBER(text))
}
