fn main() {
    #[telemetry::command]
    {
        println!("working");
    }
}
