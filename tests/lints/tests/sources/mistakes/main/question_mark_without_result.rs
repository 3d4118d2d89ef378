//! error[E0277]: `?` where nothing can be returned.

#[telemetry::main]
fn main() {
    let number: u8 = "1".parse()?;
    println!("{number}");
}
