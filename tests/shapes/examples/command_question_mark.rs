//! A body with `?`: in a `Result`, in an `Option`, and in a future.
// events: ["Start parsed", "Start second", "Start later"]
#![deny(warnings)]

use std::num::ParseIntError;

#[telemetry::main(app = "e2e")]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(parsed("7"), Ok(7));
    assert!(parsed("seven").is_err());
    assert_eq!(second(&[1, 2]), Some(2));
    assert_eq!(second(&[]), None);
    assert_eq!(later("7").await, Ok(14));
}

#[telemetry::command]
fn parsed(text: &str) -> Result<u8, ParseIntError> {
    let number = text.parse()?;
    Ok(number)
}

#[telemetry::command]
fn second(all: &[u8]) -> Option<u8> {
    let (_, rest) = all.split_first()?;
    rest.first().copied()
}

#[telemetry::command]
async fn later(text: &str) -> Result<u8, ParseIntError> {
    tokio::task::yield_now().await;
    Ok(parsed(text)? * 2)
}
