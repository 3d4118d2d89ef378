//! Methods, of a type and of a trait, with `self` in every form.
#![deny(warnings)]

use std::pin::Pin;

struct Report<T>(T);

impl<T: Copy> Report<T> {
    #[telemetry::command("report/new")]
    fn new(value: T) -> Self {
        Self(value)
    }

    #[telemetry::command("report/get")]
    fn get(&self) -> T {
        self.0
    }

    #[telemetry::command("report/set")]
    fn set(&mut self, value: T) {
        self.0 = value;
    }

    #[telemetry::command("report/pinned")]
    fn pinned(self: Pin<&mut Self>) -> T {
        self.0
    }

    #[telemetry::command("report/take")]
    fn take(self) -> T {
        self.0
    }
}

trait Show {
    #[telemetry::command("show/default")]
    fn default(&self) -> u8 {
        1
    }

    fn own(&self) -> u8;

    fn later(&self) -> impl Future<Output = u8>;
}

impl Show for Report<u8> {
    #[telemetry::command("show/own")]
    fn own(&self) -> u8 {
        self.0
    }

    #[telemetry::command("show/later")]
    async fn later(&self) -> u8 {
        self.0
    }
}

#[tokio::main]
async fn main() {
    let mut report = Report::new(1u8);
    report.set(2);
    assert_eq!((report.get(), Show::default(&report), report.own()), (2, 1, 2));
    assert_eq!(report.later().await, 2);
    let mut report = report;
    assert_eq!(Pin::new(&mut report).pinned(), 2);
    assert_eq!(report.take(), 2);
}
