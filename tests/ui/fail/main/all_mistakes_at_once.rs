#[telemetry::main(
    relase = "tool@1",
    app = "tools/tool",
    dsn = "https://telemetry.example.org/1",
    messages,
)]
async fn main(arguments: Vec<String>) {
    drop(arguments);
}
