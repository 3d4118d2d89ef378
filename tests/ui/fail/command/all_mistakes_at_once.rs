#[telemetry::command("Evaluate", tags(output = 5, release = args.mode), flags(), crat = ::telemetry)]
const fn evaluate(args: &Args) {
    let _ = args;
}

struct Args;

fn main() {
    evaluate(&Args);
}
