//! A method that takes `self` pinned, boxed or shared.
// events: ["Start report/pinned", "Start report/boxed", "Start report/shared"]
#![deny(warnings)]

use std::pin::Pin;
use std::rc::Rc;

struct Report<T>(T);

#[telemetry::main(app = "e2e")]
fn main() {
    let mut report = Report(1);
    assert_eq!(Pin::new(&mut report).pinned(), 1);
    assert_eq!(Box::new(Report(2)).boxed().0, 2);
    assert_eq!(Rc::new(Report(3)).shared(), 3);
}

impl<T: Copy> Report<T> {
    #[telemetry::command("report/pinned")]
    fn pinned(self: Pin<&mut Self>) -> T {
        self.0
    }

    #[telemetry::command("report/boxed")]
    fn boxed(self: Box<Self>) -> Box<Self> {
        self
    }

    #[telemetry::command("report/shared")]
    fn shared(self: Rc<Self>) -> T {
        self.0
    }
}
