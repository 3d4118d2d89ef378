//! error[E0502]: what is borrowed is changed.

fn main() {
    evaluate(vec![1]);
}

#[telemetry::command]
fn evaluate(mut all: Vec<u8>) {
    let first = &all[0];
    all.push(2);
    println!("{first}");
}
