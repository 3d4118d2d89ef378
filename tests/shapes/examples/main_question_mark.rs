//! The body has a `?`.
// events: []
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), std::num::ParseIntError> {
    let number: u8 = "7".parse()?;
    assert_eq!(number, 7);
    Ok(())
}
