//! A program that tells more of its commands than that they were used. It says so on its standard
//! output whenever it is asked for it.

use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard};
use telemetry::Tag;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Tag)]
enum Output {
    Text,
    PrettyJson,
}

struct Arguments {
    output: Output,
    verbose: u8,
    only: Vec<String>,
    since: Option<String>,
    dry_run: bool,
    crash: bool,
}

#[telemetry::main(app = "e2e", tags(build = asked("build", Build::Fast), checked = true))]
fn main() -> ExitCode {
    let has = |word: &str| std::env::args().any(|argument| argument == word);
    let arguments = Arguments {
        output: if has("json") { Output::PrettyJson } else { Output::Text },
        verbose: u8::from(has("verbose")) * 3,
        only: std::env::args().filter(|argument| argument == "only").collect(),
        since: has("since").then(|| "canary".to_owned()),
        dry_run: has("dry-run"),
        crash: has("crash"),
    };
    evaluate(&arguments);
    evaluate(&arguments);
    arguments.report();
    Other::report();
    careless(&arguments);
    shared(&Mutex::new(arguments));
    ExitCode::SUCCESS
}

#[derive(Tag)]
enum Build {
    Fast,
}

#[telemetry::command(
    "evaluate",
    tags(output = asked("output", arguments.output)),
    flags(arguments.verbose, arguments.only, arguments.since, arguments.dry_run, loud = arguments.verbose > 2),
)]
fn evaluate(arguments: &Arguments) {
    assert!(!arguments.crash, "the end of it");
}

impl Arguments {
    #[telemetry::command(tags(output: Output = self.output))]
    fn report(&self) {}
}

struct Other;

impl Other {
    /// The same command once more.
    #[telemetry::command(tags(other = true))]
    fn report() {}
}

/// Each looks for itself: what one has locked, the next can lock.
#[telemetry::command(tags(first = lock(arguments).dry_run, second = lock(arguments).crash))]
fn shared(arguments: &Mutex<Arguments>) {
    drop(lock(arguments));
}

fn lock(arguments: &Mutex<Arguments>) -> MutexGuard<'_, Arguments> {
    arguments.lock().expect("no panic while it is locked")
}

/// What it tells cannot be told.
#[telemetry::command(tags(output = broken(arguments)), flags(arguments.dry_run))]
fn careless(arguments: &Arguments) {
    let _ = arguments;
}

fn broken(arguments: &Arguments) -> Output {
    assert!(arguments.output == Output::PrettyJson, "not for text");
    arguments.output
}

fn asked<T>(what: &str, value: T) -> T {
    println!("asked for {what}");
    value
}
