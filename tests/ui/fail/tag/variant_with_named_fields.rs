#[derive(telemetry::Tag)]
enum Output {
    Text { width: u32 },
}

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output) {
    let _ = output;
}

fn main() {}
