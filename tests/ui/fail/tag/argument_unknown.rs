#[derive(telemetry::Tag)]
#[telemetry(crat = ::telemetry)]
enum Output {
    Text,
}

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output) {
    let _ = output;
}

fn main() {}
