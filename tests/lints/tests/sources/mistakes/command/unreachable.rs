//! warning: what is never reached.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() -> u8 {
    return 1;
    println!("never");
}
