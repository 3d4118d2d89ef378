#[derive(telemetry::Tag)]
#[telemetry(crate = telemetry)]
enum Output {
    Text,
}

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output) {
    let _ = output;
}

fn main() {}
