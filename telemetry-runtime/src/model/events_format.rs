//! The output formats of the subcommand `events`.

/// The output format of `telemetry::cli::events`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Format {
    /// Text for people at a terminal.
    #[default]
    Text,
    /// JSON for scripts.
    Json,
    /// A Markdown page for the program's documentation: the events, the reasons, the server and the
    /// contact. `events` fails if the program names no `contact`.
    Markdown,
}
