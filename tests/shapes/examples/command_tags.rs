//! Tags and flags of every kind, from parameters of every kind.
// events: ["Start fields", "Start owned", "Start patterns", "Start generic", "Start literals", "Start pointers", "Start by-method"]
// expansion: fields
#![deny(warnings)]

use telemetry::Tag;

#[derive(Clone, Copy, PartialEq, Eq, Tag)]
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
    assert_eq!(pointers(&mut Output::Text, Box::new(Output::Text), &mut vec![1]), 1);
    assert_eq!(by_method(Shown(Output::Text), str::is_empty), 1);
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

/// Behind pointers of every kind.
#[telemetry::command(tags(output = output, boxed = boxed, again = &&output), flags(list))]
#[expect(clippy::needless_pass_by_value, reason = "that is the case")]
fn pointers(output: &mut Output, boxed: Box<Output>, list: &mut Vec<u8>) -> usize {
    let same = *boxed == *output;
    *output = Output::Text;
    list.push(u8::from(same));
    list.len() - 1
}

#[derive(Clone, Copy)]
struct Shown(Output);

impl Shown {
    const fn output(&self) -> &Output {
        &self.0
    }
}

/// What is owned, and lent by its method; and a type that binds a lifetime itself.
#[telemetry::command(tags(output = shown.output(), is_long = is_long("x")))]
fn by_method(shown: Shown, is_long: for<'a> fn(&'a str) -> bool) -> usize {
    let Shown(Output::Text | Output::PrettyJson) = shown;
    usize::from(is_long(""))
}

#[telemetry::command(tags(simd = cfg!(target_feature = "avx2"), yes = true))]
fn literals() -> u8 {
    0
}
