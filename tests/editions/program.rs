//! One program for each edition of the language, which knows this crate under another name and uses
//! each of its macros.
#![deny(warnings)]

#[other::main(app = "e2e", tags(fast = true, unit: Unit = Unit::Whole), crate = ::other)]
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    assert_eq!(evaluate("2")?, 2);
    assert_eq!(watch(&[1, 2]).await, 3);
    assert_eq!(Report(3).show(), "3");
    assert_eq!(round(Unit::Whole, Some(4)), 4);
    inner::test_drive();
    other::check_in!("watching");
    Ok(())
}

#[other::command(crate = ::other)]
fn evaluate(text: &str) -> Result<u8, std::num::ParseIntError> {
    let number = text.parse()?;
    Ok(number)
}

#[other::command(crate = ::other)]
async fn watch<const N: usize>(all: &[u8; N]) -> u8 {
    tokio::task::yield_now().await;
    all.iter().sum()
}

trait Show {
    #[other::command("report/shown", crate = ::other)]
    fn show(&self) -> String
    where
        Self: ToString,
    {
        self.to_string()
    }
}

struct Report(u8);

impl Show for Report {}

impl std::fmt::Display for Report {
    #[other::command("report/display", crate = ::other)]
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[derive(other::Tag)]
#[telemetry(crate = ::other)]
enum Unit {
    Whole,
}

#[other::command(tags(unit = unit), flags(limit), crate = ::other)]
fn round(unit: Unit, limit: Option<u8>) -> u8 {
    match (unit, limit) {
        (Unit::Whole, Some(limit)) => limit,
        (Unit::Whole, None) => 0,
    }
}

mod inner {
    #[other::command(crate = ::other)]
    pub(crate) fn test_drive() {
        other::check_in!("watching/inside");
    }
}
