#[telemetry::command(tags(t1 = true, t2 = true, t3 = true, t4 = true, t5 = true, t6 = true, t7 = true, t8 = true, t9 = true))]
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
