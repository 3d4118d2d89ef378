#[async_std::main]
#[telemetry::main]
async fn main() {
    println!("working");
}
