//! A method that takes `self`, and a function of a type that makes one.
// events: ["Start report/new", "Start report/take", "Start report/changed"]
#![deny(warnings)]

struct Report<T>(T);

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(Report::new(1).take(), 1);
    assert_eq!(Report::new("a").changed("b").take(), "b");
}

impl<T> Report<T> {
    #[telemetry::command("report/new")]
    fn new(value: T) -> Self {
        Self(value)
    }

    #[telemetry::command("report/take")]
    fn take(self) -> T {
        self.0
    }

    #[telemetry::command("report/changed")]
    fn changed(mut self, value: T) -> Self {
        self.0 = value;
        self
    }
}
