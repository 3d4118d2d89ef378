//! error[E0515]: what is returned borrows from the function itself.

fn main() {
    println!("{}", evaluate());
}

#[telemetry::command]
fn evaluate() -> &'static str {
    let text = String::from("text");
    text.as_str()
}
