//! warning: a variable, a result and a mutability that are not used.

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() {
    let mut unused = 1;
    std::fs::remove_file("");
}
