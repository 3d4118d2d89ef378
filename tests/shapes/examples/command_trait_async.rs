//! An `async fn` of a trait, with a body there and where it is implemented.
// events: ["Start show/default", "Start report/own", "Start report/later"]
#![deny(warnings)]

trait Show {
    #[telemetry::command("show/default")]
    async fn default(&self) -> u8 {
        tokio::task::yield_now().await;
        1
    }

    async fn own(&self) -> u8;

    fn later(&self) -> impl Future<Output = u8> + Send;
}

struct Report(u8);

#[telemetry::main(app = "e2e")]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    let report = Report(2);
    assert_eq!(report.default().await, 1);
    assert_eq!(report.own().await, 2);
    assert_eq!(report.later().await, 2);
}

impl Show for Report {
    #[telemetry::command("report/own")]
    async fn own(&self) -> u8 {
        tokio::task::yield_now().await;
        self.0
    }

    // Where the trait says `impl Future`, an `async fn` may stand.
    #[telemetry::command("report/later")]
    async fn later(&self) -> u8 {
        self.0
    }
}
