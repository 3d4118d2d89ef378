//! Ends, panics and is ended in all the ways of `src/ways`. Its twin without attributes is
//! `end_ways_bare`.

#[path = "../body/mod.rs"]
mod body;
#[path = "../ways/mod.rs"]
mod ways;

use body::Failure;

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), Failure> {
    body::run(&[
        ("way", ways::go),
        ("work", work),
        ("evaluate", evaluate),
        ("toil", toil),
        ("rehook", rehook),
        ("adopt", adopt),
    ])
}

#[telemetry::command]
fn work(way: &str) -> Result<(), Failure> {
    ways::go(way)
}

#[telemetry::command]
fn evaluate(value: &str) -> Result<(), Failure> {
    body::command("evaluate", value)
}

#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn rehook(_: &str) -> Result<(), Failure> {
    telemetry::panic_hook();
    Ok(())
}

/// Leaves what it was told in a file, because a daemon has no streams.
#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn adopt(file: &str) -> Result<(), Failure> {
    std::fs::write(file, telemetry::adopt_run().to_string()).expect("a file");
    Ok(())
}

/// A thousand times, and from eight threads at once.
#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn toil(_: &str) -> Result<(), Failure> {
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..125).for_each(|_| hurry()));
        }
    });
    Ok(())
}

#[telemetry::command("toil/hurry")]
fn hurry() {}
