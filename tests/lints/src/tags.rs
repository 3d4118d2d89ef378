//! Tags and flags.

use telemetry::Tag;

/// How something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Tag)]
pub enum Output {
    /// For people.
    Text,
    /// For programs.
    PrettyJson,
}

/// What was asked for.
#[derive(Debug, Clone)]
pub struct Arguments<'a> {
    /// How to write it.
    pub output: Output,
    /// How much to say.
    pub verbose: u8,
    /// Which ones.
    pub only: Vec<&'a str>,
    /// Since when.
    pub since: Option<String>,
}

/// Of a reference.
#[telemetry::command(
    tags(output = arguments.output, much = arguments.verbose > 1),
    flags(arguments.verbose, arguments.only, arguments.since)
)]
#[must_use]
pub fn referenced(arguments: &Arguments<'_>) -> usize {
    arguments.only.len()
}

/// Of values.
#[telemetry::command("tags/owned", tags(output = output, other = &other), flags(limit))]
#[must_use]
pub fn owned(output: Output, other: Output, limit: Option<u8>) -> bool {
    output == other && limit.is_none()
}

/// Of a pattern, of which not everything is used.
#[telemetry::command("tags/pattern", tags(output = output))]
#[must_use]
pub fn pattern((output, number): (Output, u8), text: &str) -> usize {
    usize::from(number) + text.len() + usize::from(output == Output::Text)
}

impl Arguments<'_> {
    /// Of `self`.
    #[telemetry::command("tags/method", tags(output: Output = self.output), flags(self.verbose))]
    #[must_use]
    pub fn count(&self) -> usize {
        self.only.iter().filter(|name| !name.is_empty()).count()
    }
}

/// In a future.
#[telemetry::command("tags/async", tags(output = arguments.output, simd = cfg!(target_feature = "avx2")))]
pub async fn later(arguments: Arguments<'_>) -> usize {
    tokio::task::yield_now().await;
    arguments.only.len()
}
