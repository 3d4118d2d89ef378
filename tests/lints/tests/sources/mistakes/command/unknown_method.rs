//! error[E0599]: a method that is not there.

fn main() {
    Report.evaluate();
}

struct Report;

impl Report {
    #[telemetry::command]
    fn evaluate(&self) {
        self.print();
    }
}
