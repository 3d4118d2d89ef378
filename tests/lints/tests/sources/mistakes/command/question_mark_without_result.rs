//! error[E0277]: `?` where nothing can be returned.

fn main() {
    evaluate("1");
}

#[telemetry::command]
fn evaluate(text: &str) {
    let number: u8 = text.parse()?;
    println!("{number}");
}
