#[derive(telemetry::Tag)]
enum Output<const N: usize> {
    Text,
    Json,
}

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output<1>) {
    let _ = output;
}

fn main() {}
