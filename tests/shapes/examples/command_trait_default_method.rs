//! A method of a trait with a body, inherited and overridden: what is told is the body that ran.
// events: ["Start show/made", "Start show/inherited", "Start report/overriding"]
// expansion: inherited
#![deny(warnings)]

trait Show {
    #[telemetry::command("show/inherited")]
    fn inherited(&self) -> u8 {
        1
    }

    #[telemetry::command("show/overridden")]
    fn overridden(&self) -> u8 {
        2
    }

    #[telemetry::command("show/made")]
    fn made() -> Self
    where
        Self: Default,
    {
        Self::default()
    }
}

#[derive(Default)]
struct Report;

#[telemetry::main(app = "e2e")]
fn main() {
    let report = Report::made();
    assert_eq!((report.inherited(), report.overridden()), (1, 3));
}

impl Show for Report {
    #[telemetry::command("report/overriding")]
    fn overridden(&self) -> u8 {
        3
    }
}
