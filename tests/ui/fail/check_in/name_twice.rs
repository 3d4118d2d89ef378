fn main() {
    telemetry::check_in!("a", "b");
}
