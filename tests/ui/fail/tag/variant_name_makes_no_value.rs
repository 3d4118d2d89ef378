#[derive(telemetry::Tag)]
enum Output {
    Größe,
}

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output) {
    let _ = output;
}

fn main() {}
