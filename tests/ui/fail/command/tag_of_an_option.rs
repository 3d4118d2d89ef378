#[telemetry::command(tags(mode = args.mode))]
fn evaluate(args: &Args) {
    let _ = (args.output, &args.mode);
}

struct Args {
    output: bool,
    mode: Option<Mode>,
}

enum Mode {
    Fast,
}

fn main() {
    evaluate(&Args { output: true, mode: Some(Mode::Fast) });
}
