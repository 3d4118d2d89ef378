//! error[E0382]: what was moved is used.

#[telemetry::main]
fn main() {
    let text = String::new();
    drop(text);
    println!("{text}");
}
