//! Actions that go on to the next one.

use super::{Action, Failure};
use std::io::Write;

pub(super) const ACTIONS: &[(&str, Action)] =
    &[("say", say), ("complain", complain), ("pause", pause), ("sleep", sleep)];

/// Prints a line.
#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn say(text: &str) -> Result<(), Failure> {
    println!("{text}");
    Ok(())
}

/// Prints a line on standard error.
#[expect(clippy::unnecessary_wraps, reason = "an action may fail")]
fn complain(text: &str) -> Result<(), Failure> {
    eprintln!("{text}");
    Ok(())
}

/// Says that it stands here, and waits for a line on standard input, or its end.
fn pause(_: &str) -> Result<(), Failure> {
    println!("paused");
    std::io::stdout().flush().map_err(|_| Failure::new("nobody listens"))?;
    std::io::stdin()
        .read_line(&mut String::new())
        .map_err(|_| Failure::new("nobody speaks"))?;
    Ok(())
}

/// For so many milliseconds.
fn sleep(milliseconds: &str) -> Result<(), Failure> {
    let milliseconds = milliseconds.parse().map_err(|_| Failure::new("not a number"))?;
    std::thread::sleep(std::time::Duration::from_millis(milliseconds));
    Ok(())
}
