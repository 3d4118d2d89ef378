//! How the subcommand `events` prints.

/// How `telemetry::cli::events` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Text,
    /// For scripts.
    Json,
    /// A page for the program's documentation: what, why, where it goes, who answers for it. Refused without a `contact`.
    Markdown,
}
