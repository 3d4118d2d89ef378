fn main() {
    let name = "watching";
    telemetry::check_in!(name);
}
