#[telemetry::command(flags(!args.output))]
fn evaluate(args: &Args) {
    let _ = (args.output, args.limit, &args.title);
}

struct Args {
    output: bool,
    limit: u32,
    title: String,
}

fn main() {
    evaluate(&Args { output: true, limit: 5, title: String::new() });
}
