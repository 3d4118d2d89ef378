#[telemetry::command]
fn prüfe() {}

fn main() {
    prüfe();
}
