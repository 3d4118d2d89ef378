//! error[E0277]: `?` on an error that does not convert.

#[telemetry::main]
fn main() -> Result<(), std::fmt::Error> {
    let number = "1".parse::<u8>()?;
    println!("{number}");
    Ok(())
}
