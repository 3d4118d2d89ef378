//! A program of many functions, called one after the other through a table, so that none is left
//! out.

use std::error::Error;
use std::fmt::Display;
use std::hint::black_box;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};

#[telemetry::main]
fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    for call in black_box(CALLS) {
        println!("{}", call(black_box(&text)));
    }
}

/// Pending once, then ready: a point at which an `async fn` really waits.
struct Turn(bool);

impl Future for Turn {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return value;
        }
    }
}

