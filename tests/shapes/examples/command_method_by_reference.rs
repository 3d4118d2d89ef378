//! A method that takes `&self` or `&mut self`.
// events: ["Start report/get", "Start report/set", "Start report/shown"]
// expansion: get
#![deny(warnings)]

struct Report<T>(T);

#[telemetry::main(app = "e2e")]
fn main() {
    let mut report = Report(1);
    assert_eq!(report.get(), &1);
    report.set(2);
    assert_eq!(report.shown(), "2");
}

impl<T> Report<T> {
    #[telemetry::command("report/get")]
    fn get(&self) -> &T {
        &self.0
    }

    #[telemetry::command("report/set")]
    fn set(&mut self, value: T) {
        self.0 = value;
    }

    #[telemetry::command("report/shown")]
    fn shown<'a>(&'a self) -> String
    where
        T: std::fmt::Display + 'a,
    {
        self.0.to_string()
    }
}
