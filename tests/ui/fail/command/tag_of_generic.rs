#[telemetry::command(tags(output = is_long(&args)))]
fn evaluate<T: AsRef<str>>(args: T) {
    let _ = args;
}

fn is_long(text: &impl AsRef<str>) -> bool {
    text.as_ref().len() > 80
}

fn main() {
    evaluate("x");
    is_long(&"x");
}
