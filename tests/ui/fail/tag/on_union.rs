#[derive(telemetry::Tag)]
union Output {
    text: u8,
}

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output) {
    let _ = output;
}

fn main() {}
