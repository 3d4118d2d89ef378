//! Tags and flags of every kind, from parameters of every kind.
#![deny(warnings)]

use telemetry::Tag;

#[derive(Clone, Copy, Tag)]
enum Output {
    Text,
    PrettyJson,
}

struct Args<'a> {
    output: Output,
    verbose: u8,
    only: Vec<&'a str>,
    since: Option<String>,
    dry_run: bool,
}

#[telemetry::main(app = "e2e")]
fn main() {
    let args = Args {
        output: Output::PrettyJson,
        verbose: 2,
        only: vec!["a"],
        since: None,
        dry_run: true,
    };
    assert_eq!(fields(&args), 2);
    assert_eq!(owned(Output::Text, Some(1), &["b"]), 1);
    assert_eq!(patterns((true, 5), args, "b"), 5);
    assert_eq!(generic::<_, 2>(&[1, 2], true), 2);
    assert_eq!(literals(), 0);
}

#[telemetry::command(
    tags(output = args.output, loud = args.verbose > 1),
    flags(args.verbose, args.only, args.since, args.dry_run)
)]
fn fields(args: &Args<'_>) -> u8 {
    args.verbose
}

#[telemetry::command(tags(output = &output, r#type = output), flags(limit, words, first = words.first()))]
fn owned(output: Output, limit: Option<u8>, words: &[&str]) -> usize {
    let _ = (output, limit);
    words.len()
}

#[telemetry::command(tags(fast = fast, output = args.output), flags(count))]
fn patterns<'a>((fast, count): (bool, usize), args: Args<'a>, other: &'a str) -> usize {
    let all: Vec<&'a str> = args.only.into_iter().chain([other]).collect();
    if fast { count } else { all.len() }
}

#[telemetry::command(tags(checked = checked))]
fn generic<T, const N: usize>(all: &[T; N], checked: bool) -> usize
where
    T: Copy,
{
    assert!(checked);
    all.len()
}

#[telemetry::command(tags(simd = cfg!(target_feature = "avx2"), yes = true))]
fn literals() -> u8 {
    0
}
