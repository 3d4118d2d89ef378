fn main() {
    #[telemetry::command]
    let value = 5;
    println!("{value}");
}
