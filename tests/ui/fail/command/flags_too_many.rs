#[telemetry::command(flags(t1 = args.limit, t2 = args.limit, t3 = args.limit, t4 = args.limit, t5 = args.limit, t6 = args.limit, t7 = args.limit, t8 = args.limit, t9 = args.limit))]
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
