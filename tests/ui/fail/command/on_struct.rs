#[telemetry::command]
struct Report;

fn main() {
    let _ = Report;
}
