//! Panics in different places and with different words: the first argument says which, the second is a value.

#[telemetry::main(app = "e2e")]
fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(way), Some(value)) = (arguments.next(), arguments.next()) else { return };
    match way.as_str() {
        "price" => no_price(&value),
        "coins" => no_coins(),
        "buy" => drop(buy(&value)),
        "sell" => drop(sell(&value)),
        _ => (),
    }
}

fn no_price(coin: &str) {
    panic!("no price for {coin:?} on day {}", coin.len());
}

fn no_coins() {
    panic!("no coins");
}

#[telemetry::command]
fn buy(value: &str) -> Result<u8, std::num::ParseIntError> {
    Ok(value.parse::<u8>().unwrap())
}

#[telemetry::command]
fn sell(value: &str) -> Result<u8, std::num::ParseIntError> {
    Ok(value.parse::<u8>().unwrap())
}
