//! error[E0277]: `?` on an error that does not convert.

fn main() {
    let _ = evaluate("1");
}

#[telemetry::command]
fn evaluate(text: &str) -> Result<u8, std::fmt::Error> {
    let number = text.parse::<u8>()?;
    Ok(number)
}
