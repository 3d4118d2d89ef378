const NAME: &str = "evaluate";

#[telemetry::command(NAME)]
fn evaluate() {}

fn main() {
    evaluate();
    let _ = NAME;
}
