//! A method of a trait, annotated where a type implements it.
// events: ["Start from-str", "Start show", "Start display", "Start drop"]
#![deny(warnings)]

use std::fmt;
use std::str::FromStr;

trait Show {
    fn show(&self) -> u8;
}

struct Report(u8);

#[telemetry::main(app = "e2e")]
fn main() {
    let report: Report = "7".parse().expect("a number");
    let shown: &dyn Show = &report;
    assert_eq!(shown.show(), 7);
    assert_eq!(report.to_string(), "report 7");
    drop(report);
}

impl Show for Report {
    #[telemetry::command("show")]
    fn show(&self) -> u8 {
        self.0
    }
}

impl FromStr for Report {
    type Err = std::num::ParseIntError;

    #[telemetry::command]
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for Report {
    #[telemetry::command("display")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "report {}", self.0)
    }
}

impl Drop for Report {
    #[telemetry::command("drop")]
    fn drop(&mut self) {}
}
