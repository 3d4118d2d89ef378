//! An `async fn` of a trait under `#[async_trait]`, which makes functions of them that return a box.
// events: ["Start show/default", "Start report/own"]
#![deny(warnings)]

use async_trait::async_trait;

#[async_trait]
trait Show: Sync {
    #[telemetry::command("show/default")]
    async fn default(&self) -> u8 {
        tokio::task::yield_now().await;
        1
    }

    async fn own(&self, more: &str) -> usize;
}

struct Report(usize);

#[telemetry::main(app = "e2e")]
#[tokio::main]
async fn main() {
    let report: Box<dyn Show + Send> = Box::new(Report(2));
    let shown = tokio::spawn(async move { (report.default().await, report.own("more").await) });
    assert_eq!(shown.await.unwrap(), (1, 6));
}

#[async_trait]
impl Show for Report {
    #[telemetry::command("report/own")]
    async fn own(&self, more: &str) -> usize {
        tokio::task::yield_now().await;
        self.0 + more.len()
    }
}
