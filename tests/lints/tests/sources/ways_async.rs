//! A program that panics in the way that its argument names, each in another annotated `async fn`.

#[telemetry::main(app = "ways")]
#[tokio::main]
async fn main() {
    let way = std::env::args().nth(1).unwrap_or_default();
    match way.as_str() {
        "before" => before().await,
        "after" => println!("{}", after(1).await),
        "method" => Report.method().await,
        "task" => tokio::spawn(after(2)).await.map(|_| ()).unwrap_or_default(),
        _ => panic!("in main: {way}"),
    }
}

#[telemetry::command]
async fn before() {
    panic!("before anything is awaited")
}

#[telemetry::command]
async fn after(number: u8) -> u8 {
    tokio::task::yield_now().await;
    let less = number - 1;
    tokio::task::yield_now().await;
    assert_eq!(less, 7, "after two rounds");
    less
}

struct Report;

impl Report {
    #[telemetry::command("report/method")]
    async fn method(&self) {
        let none: Option<u8> = None;
        none.expect("there is none");
    }
}
