//! The two attributes on a complete small program: the one of the README.

use std::error::Error;

#[telemetry::main(dsn = "https://0123456789abcdef0123456789abcdef@telemetry.example.org/1")]
fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    match arguments.next().as_deref() {
        Some("evaluate") => evaluate(arguments),
        Some("telemetry") => {
            println!("{}", telemetry::status());
            Ok(())
        }
        _ => Err("usage: price-check evaluate PRICE...".into()),
    }
}

#[telemetry::command("evaluate")]
fn evaluate(prices: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let prices = prices.map(|price| price.parse()).collect::<Result<Vec<f64>, _>>()?;
    let highest = prices.into_iter().reduce(f64::max).ok_or("no prices")?;
    println!("{highest:.2} at most");
    Ok(())
}
