fn main() {
    telemetry::check_in!(name = "watching");
}
