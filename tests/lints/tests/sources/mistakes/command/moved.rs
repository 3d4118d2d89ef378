//! error[E0382]: what was moved is used.

fn main() {
    evaluate(String::new());
}

#[telemetry::command]
fn evaluate(text: String) -> usize {
    drop(text);
    text.len()
}
