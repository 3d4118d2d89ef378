/// Has many ways out.
#[telemetry::command]
fn fallible_NUMBER(text: &str) -> Result<u64, Box<dyn Error>> {
    let mut words = text.split(' ');
    let amount: u64 = words.next().ok_or("no amount in NUMBER")?.parse()?;
    let price: u64 = words.next().ok_or("no price in NUMBER")?.parse()?;
    let fee = words.next().map(str::to_owned).unwrap_or_default();
    if fee.len() > 20 + NUMBER {
        return Err(fee.into());
    }
    let cost = amount.checked_mul(price).ok_or("too much in NUMBER")?;
    Ok(cost + fee.len() as u64)
}

fn call_NUMBER(text: &str) -> u64 {
    fallible_NUMBER(text).unwrap_or(NUMBER)
}
