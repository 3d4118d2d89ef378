fn main() {
    let prices: Result<(), String> = Err("no prices".to_owned());
    if let Err(error) = &prices {
        telemetry::capture(error);
    }
}
