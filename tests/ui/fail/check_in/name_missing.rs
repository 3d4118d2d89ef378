fn main() {
    telemetry::check_in!();
}
