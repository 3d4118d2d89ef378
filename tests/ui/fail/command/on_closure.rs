fn main() {
    let evaluate = #[telemetry::command] || 5;
    evaluate();
}
