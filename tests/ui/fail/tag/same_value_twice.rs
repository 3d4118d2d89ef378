#[allow(non_camel_case_types)]
#[derive(telemetry::Tag)]
enum Output {
    PrettyJson,
    Pretty_Json,
}

#[telemetry::command(tags(output = output))]
fn evaluate(output: Output) {
    let _ = output;
}

fn main() {}
