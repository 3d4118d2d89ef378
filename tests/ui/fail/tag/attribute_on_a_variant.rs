#[derive(telemetry::Tag)]
enum Output {
    #[telemetry(rename = "plain")]
    Text,
}

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output) {
    let _ = output;
}

fn main() {}
