#[telemetry::command]
mod report {
    pub fn show() {}
}

fn main() {
    report::show();
}
