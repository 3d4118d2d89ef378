//! Functions whose futures can be sent to another thread.

// Under a name of its own, because not every edition knows it without.
use std::future::Future as Later;
use std::io;
use std::sync::Mutex;

/// That waits, and fails.
///
/// # Errors
///
/// Where there is no directory, there is no program either.
#[telemetry::command]
pub async fn watch(rounds: u32) -> io::Result<u64> {
    let mut length = 0;
    for _ in 0..rounds {
        tokio::task::yield_now().await;
        telemetry::check_in!("asynchronous/watching");
        length += std::fs::metadata(".")?.len();
    }
    Ok(length)
}

/// Of a type.
#[telemetry::command]
pub async fn pass_on<T: Send>(value: T) -> T {
    tokio::task::yield_now().await;
    value
}

/// That locks, and lets go before it waits.
#[telemetry::command]
pub async fn lock(shared: &Mutex<u32>) -> u32 {
    let seen = shared.lock().map_or(0, |number| *number);
    tokio::task::yield_now().await;
    seen
}

/// That makes its future itself.
#[telemetry::command]
pub fn by_hand(number: u32) -> impl Later<Output = u32> + Send {
    let next = number + 1;
    async move { pass_on(next).await }
}

/// That runs on another thread.
///
/// # Errors
///
/// If the task panics.
#[telemetry::command]
pub async fn spawned(rounds: u32) -> io::Result<u64> {
    tokio::spawn(watch(rounds)).await?
}
