struct Report;

#[telemetry::command]
impl Report {
    fn show(&self) {}
}

fn main() {
    Report.show();
}
