#[derive(telemetry::Tag)]
struct Output(String);

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output) {
    let _ = output;
}

fn main() {}
