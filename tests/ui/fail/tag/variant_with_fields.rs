#[derive(telemetry::Tag)]
enum Output {
    Text,
    Other(String),
}

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output) {
    let _ = output;
}

fn main() {}
