//! error: what is returned lives as long as another parameter.

fn main() {
    println!("{}", evaluate("one", "two"));
}

#[telemetry::command]
fn evaluate<'a, 'b>(one: &'a str, other: &'b str) -> &'a str {
    println!("{one}");
    other
}
