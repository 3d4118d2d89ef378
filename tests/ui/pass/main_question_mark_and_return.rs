#![deny(warnings)]

#[telemetry::main]
fn main() -> Result<(), std::num::ParseIntError> {
    let number: u8 = "7".parse()?;
    if number == 7 {
        return Ok(());
    }
    panic!("not returned");
}
