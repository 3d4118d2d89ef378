//! Opt-in usage and crash reporting for Rust programs, Sentry-compatible, with two attributes.
//!
//! A program with this crate sends nothing until its user turns telemetry on in the program's own
//! configuration file.
//!
//! ```no_run
//! #[telemetry::main(dsn = "https://0123456789abcdef@telemetry.example.org/1")]
//! fn main() -> Result<(), String> {
//!     evaluate(&[1.0, 2.5])
//! }
//!
//! #[telemetry::command]
//! fn evaluate(prices: &[f64]) -> Result<(), String> {
//!     let highest = prices.iter().copied().reduce(f64::max).ok_or("no prices")?;
//!     println!("{highest}");
//!     Ok(())
//! }
//! ```
//!
//! The package is called `opt-in-telemetry`, its library `telemetry`.
//!
//! - [`main`](macro@main) goes on `main`. It reads the user's consent. With consent, it records
//!   that the program started, how the run ended, and what went wrong.
//! - [`command`](macro@command) goes on the functions whose use you want to count.
//! - [`Tag`](derive@Tag) makes an enum a tag of a command, such as the chosen output format.
//! - [`capture`] reports an error that the program handled.
//! - [`check_in!`] is for programs that run for long.
//! - [`cli`] is a ready-made subcommand `telemetry` for the program's users.
//! - [`manifest()`] lists everything that the program can send.
//! - [`status()`] says whether telemetry is on, and why. [`flush()`] sends what is queued.
//! - [`on()`] and [`off()`] write the user's choice into their configuration file.
//!
//! # Consent
//!
//! Consent is two lines in the program's configuration file, `config.yml` in the platform's
//! directory for it:
//!
//! ```yaml
//! telemetry:
//!   collect: true
//! ```
//!
//! The environment can only reduce it. `DO_NOT_TRACK`, `CI` and `<APP>_TELEMETRY=off` turn
//! telemetry off for one run. `<APP>_TELEMETRY=preview` prints what would be sent, and sends
//! nothing. [`Reason`] lists every reason to be off.
//!
//! # What never happens
//!
//! The program never waits for the network, except for up to half a second with `delivery =
//! "inline"`. Its output, exit code, signals and panics are what they are without this crate. While
//! telemetry is off, the runtime records nothing and creates no file.
//!
//! # For packagers
//!
//! Packagers can compile telemetry out in two ways:
//!
//! ```sh
//! RUSTFLAGS="--cfg telemetry_off" cargo build --release
//! cargo build --release --features opt-in-telemetry/off
//! ```
//!
//! The program's source stays as it is, and the compiler still checks its attributes. The program
//! then contains no DSN, no uploader and no TLS. With the cfg, the dependencies are not even
//! compiled; with the feature, they are not linked. [`status()`] then returns [`Reason::NotBuilt`].
//! Libraries must not turn the feature on: cargo would turn it on for every program that uses them.

/// Reports the program's starts, commands, crashes and panics, if its user turned telemetry on.
///
/// It goes on `fn main`, which may return anything that a `main` may return. On an `async fn main`,
/// the attribute of the async runtime, such as `#[tokio::main]`, goes below or above. Some only
/// work below; the compiler then says so.
///
/// # Arguments
///
/// All are optional. A "constant" is an expression that the compiler can evaluate, such as
/// `option_env!("X")`.
///
/// | argument | meaning | default |
/// |---|---|---|
/// | `dsn = "https://<key>@<host>/<project>"` | where to send: a constant, `&'static str` or `Option<&'static str>`; the compiler checks a literal | nothing is sent |
/// | `app = "…"` | names the directories and the environment variables | the package's name |
/// | `release = "…"` | a constant | `<package>@<version>` |
/// | `environment = "…"` | a constant | `production`; `development` under `debug_assertions` |
/// | `dist = "…"` | a constant: which build of the release | none |
/// | `config = …` | an expression for the absolute path of the user's YAML file: a path, a string, or an `Option` of one; evaluated once | `config.yml` in the program's configuration directory |
/// | `section = "…"` | the key in that file, if the program has settings of its own under `telemetry`: letters, digits, `-`, `_` | `telemetry` |
/// | `messages = "scrubbed"`, `"withheld"` | whether the texts of panics and errors are sent, scrubbed, or only their type and place | `scrubbed` |
/// | `errors = "all"`, `"captured"` | whether an `Err` that `main` returns is an event, or only what the program captures | `all` |
/// | `tags(name = …)` | tags of every event, as for a [`command`]: at most eight | none |
/// | `contact = "…"`, `policy = "…"` | whom users can ask about the data, and your privacy policy | none |
/// | `qualifier = "…"`, `organization = "…"` | parts of the directories' names on macOS and Windows | none |
/// | `delivery = "background"`, `"inline"` | whether a detached process sends, or the program itself at its exit, for at most half a second | `background` |
/// | `source_context` | a build with `TELEMETRY_SOURCE_CONTEXT=1` embeds the package's sources, so that stack traces show source lines | never |
/// | `sample = 0.1` | only this share of the users sends anything, chosen by user id and release. Each event has the tag `sample`, by which you can scale counts | all |
/// | `sentry` | also sends what the program captures through the `sentry` crate: see below | it is not sent |
/// | `crate = ::path` | where the expansion finds this crate, if it has another name | `::telemetry` |
///
/// ```
/// #[telemetry::main(
///     dsn = option_env!("TOOL_DSN"),
///     contact = "privacy@example.org",
///     tags(simd = cfg!(target_feature = "avx2")),
/// )]
/// fn main() {
///     println!("working");
/// }
/// ```
///
/// # Errors that `main` returns
///
/// An `Err` is an event with its type, its text and those of its sources, scrubbed. The runtime
/// sends the text if the type implements [`Error`](std::error::Error), or is a `Box<dyn Error>`, an
/// `anyhow::Error`, an `eyre::Report`, or a plain text such as a `String`. Of any other type it
/// sends only the name: all that it could print is its `Debug` output, with each of its fields.
///
/// A typing error of the user is an `Err`, too. With `errors = "captured"`, an error is an event
/// only if the program captures it, and the session does not count an `Err` from `main`. The
/// session is `exited` with both settings.
///
/// Only a `Result` shows its error; another [`Termination`](std::process::Termination) hides it.
/// `#[snafu::report]` makes such a type, and goes below:
///
/// ```
/// # #[derive(Debug, snafu::Snafu)]
/// # struct Error;
/// #[telemetry::main]
/// #[snafu::report]
/// fn main() -> Result<(), Error> {
///     Ok(())
/// }
/// ```
///
/// # Source lines
///
/// With `source_context`, the person who builds a release decides whether it contains its sources:
///
/// ```sh
/// TELEMETRY_SOURCE_CONTEXT=1 cargo build --release
/// ```
///
/// Each frame in a file of the package then has its line with five lines before and five after,
/// each of at most 200 characters. In a stripped release, the function that panicked has its name,
/// which the runtime finds in the source. Without the variable (or with `0`) nothing is embedded,
/// so a user who builds the program with changes of their own never ships them.
///
/// - The build embeds every `src/**/*.rs` of the package as it is, comments and tests included.
///   Anybody who has the program can read them. It skips links, files of more than 1 MiB, and files
///   that are not UTF-8. More than 4,096 files or 16 MiB are an error. Other packages are never
///   embedded.
/// - A byte of source is a byte of the program. The 19 files of `examples/vigilant-crypto-snatch`
///   add 75 kB to 5.2 MB.
/// - The program reads no file at run time. It contains no path of the machine, and is the same in
///   whatever folder it is built.
/// - `main` must be in a file of the package's own folder, such as `src/main.rs`, `src/bin/x.rs` or
///   `examples/x.rs`. The compiler runs again when a file or the variable changes.
///
/// # The `sentry` crate
///
/// With `#[telemetry::main(sentry)]`, the runtime also records events of `sentry::capture_error`,
/// `sentry::capture_message`, `sentry-anyhow`, `sentry-tracing` and the like, while telemetry is
/// on. It keeps the level, the id, the scrubbed message, and the errors' types, scrubbed texts and
/// stack traces. It drops tags, extra, contexts, breadcrumbs, user, request, fingerprint, logger,
/// transaction and attachments. An error's type is the first word of its `Debug` output; if that
/// does not look like a type, or with `messages = "withheld"`, it is `Error`. Transactions, logs,
/// sessions and check-ins of that crate are not sent, and at most 100 events a run are.
///
/// ```toml
/// sentry = { version = "0.49", default-features = false }  # the version that this crate uses
/// ```
///
/// The runtime makes the client without `sentry::init`, so it reads no environment. It has no
/// integrations: a panic is reported once, and stack traces are those that the program attaches. If
/// the program makes a client itself, that one wins, and its events do not reach this crate. With
/// the features `release-health`, `logs` or `metrics` of `sentry`, which are on by default, each
/// client starts threads.
///
/// # Expansion
///
/// ```
/// /// Docs.
/// #[telemetry::main(app = "e2e")]
/// #[tokio::main]
/// async fn main() -> anyhow::Result<()> {
///     evaluate(2).await
/// }
/// # async fn evaluate(_: u8) -> anyhow::Result<()> { Ok(()) }
/// ```
///
/// becomes
///
/// ```rust,ignore
#[doc = include_str!("../expansions/main_async_tokio_below.rs")]
/// ```
pub use telemetry_macros::main;

/// Marks a function as one of the program's commands. Its use is recorded once a run.
///
/// The name is a literal of 1 to 64 characters `a-z 0-9 - _ . /`. Without one, it is the function's
/// name in kebab-case. The function may be a method, generic, `async`, `unsafe` or `extern`, but
/// not `const`.
///
/// ```
/// #[telemetry::command]
/// async fn test_drive() {} // "test-drive"
///
/// struct Report;
///
/// impl Report {
///     #[telemetry::command("report/daily")]
///     fn print(&self) {}
/// }
/// ```
///
/// # Tags and flags
///
/// Tags say which output format was chosen, flags whether `--dry-run` was given. Nothing that a
/// user typed can be among them:
///
/// ```
/// #[derive(telemetry::Tag)]
/// enum Output {
///     Text,
///     PrettyJson,
/// }
///
/// struct Args {
///     output: Output,
///     verbose: u8,
///     only: Vec<String>,
///     dry_run: bool,
/// }
///
/// #[telemetry::command("evaluate", tags(output = args.output), flags(args.verbose, args.only, args.dry_run))]
/// fn evaluate(args: &Args) { /* … */ }
/// # evaluate(&Args { output: Output::PrettyJson, verbose: 1, only: vec![], dry_run: false });
/// # let _ = Output::Text;
/// ```
///
/// - A tag is a `bool`, or an enum with [`#[derive(telemetry::Tag)]`](derive@Tag), or a reference
///   to one. Numbers and texts do not compile: they could contain anything.
/// - A flag says only whether an option was set: a `bool`, an `Option`, a `Vec`, a slice, or a
///   count (`u8` to `u64`, `usize`). For anything else write a `bool`: `flags(only =
///   !args.only.is_empty())`. Without a name, it has that of the last word of its expression.
///   `Some(false)` was set.
/// - A command has at most eight tags and eight flags. Names become kebab-case, have at most 32
///   characters, and are none of `app`, `browser`, `command`, `device`, `dist`, `environment`,
///   `handled`, `level`, `logger`, `mechanism`, `os`, `platform`, `project`, `release`, `runtime`,
///   `sample`, `server-name`, `transaction`, `user`.
/// - The expressions only look: they move and change nothing, and contain no `?`, `return` or
///   `await`. The runtime evaluates them in the first call of a run, while telemetry is on. A panic
///   in one is caught without a message, and drops that tag.
/// - The linker knows all words of a tag. If its type follows from `self`, or from a generic or
///   conditional parameter, write the type: `tags(output: Output = self.output)`.
/// - They go with the command's event only. The tags of [`main`](macro@main) go with every event.
///   If both have one name, the command's wins.
///
/// Several functions may be one command, by the same name. A command is recorded once per run; its
/// tags are those of the first call.
///
/// `crate = ::path` says where the expansion finds this crate, as for [`main`](macro@main).
///
/// # Expansion
///
/// The macro puts one statement in front of the body's first statement. If the body is one `async`
/// block, or `Box::pin` of one as `#[async_trait]` makes it, the statement goes into the block.
/// With tags, it goes only into a block that such a macro made: your own block would borrow the
/// parameters.
///
/// ```
/// #[telemetry::command("report/daily")]
/// fn daily(x: u8) -> u8 {
///     x + 1
/// }
/// # daily(2);
/// ```
///
/// becomes
///
/// ```rust,ignore
#[doc = include_str!("../expansions/command_plain.rs")]
/// ```
///
/// and a function with `tags(output = args.output, loud = args.verbose > 1)` and
/// `flags(args.verbose, args.only, args.since, args.dry_run)`
///
/// ```rust,ignore
#[doc = include_str!("../expansions/command_tags.rs")]
/// ```
pub use telemetry_macros::command;

/// Makes an enum a tag. Only the name of a value's variant is sent, in kebab-case.
///
/// The enum has 1 to 32 variants without fields. A word ends where a capital follows a small letter
/// or a digit: `X86Simd` is `x86-simd`, `HTTPServer` is `httpserver`. [`command`] says where tags
/// go.
///
/// ```
/// #[derive(telemetry::Tag)]
/// pub enum Format {
///     Text,       // "text"
///     PrettyJson, // "pretty-json"
/// }
/// ```
///
/// If this crate has another name, write `#[telemetry(crate = ::other)]` on the enum.
///
/// # Expansion
///
/// ```rust,ignore
#[doc = include_str!("../expansions/tag_enums.rs")]
/// ```
pub use telemetry_macros::Tag;

/// Reports an error that the program handled.
///
/// ```
/// # fn read_cache() -> std::io::Result<Vec<f64>> { Err(std::io::Error::other("torn")) }
/// # fn compute() -> Vec<f64> { vec![1.0] }
/// let prices = read_cache().unwrap_or_else(|error| {
///     telemetry::capture(&error);
///     compute()
/// });
/// # drop(prices);
/// ```
///
/// It takes a reference to a type that implements [`Error`](std::error::Error), sized or not; to a
/// `Box<dyn Error>`, with or without `Send` and `Sync`; to an `Arc<dyn Error>`, an `anyhow::Error`
/// or an `eyre::Report`. Dereference other pointers to an error: `capture(&*rc)`, or for a box of a
/// trait of your own `capture(&*boxed)`.
///
/// The event has the error and its sources, as types and scrubbed texts; the place of this call;
/// the annotated functions that led there; and the active [`command`]. If you pass the function
/// itself on, the place is not known: write `inspect_err(|error| telemetry::capture(error))`. The
/// session counts an error and is no crash.
///
/// Each place is reported once a run, and at most ten places are, so the call may be in a loop.
/// While telemetry is off, or for `collect: crashes`, the runtime does not look at the error. It
/// never panics: if the error's `Display` panics, the event has no text. (Under `panic = "abort"`
/// such a panic aborts.)
pub use telemetry_runtime::capture;

pub use telemetry_runtime::{
    Consent, ConsentChange, ConsentChangeError, ConsentSource, Flushed, Reason, Scope, Status, adopt_run, flush, off,
    on, panic_hook, status,
};
pub use telemetry_runtime::{cli, manifest};

/// Records that a long-running program is in use: at most one event for each name, user and UTC
/// day.
///
/// The name follows the rules of a [`command`]'s. Calling it often costs next to nothing.
///
/// ```
/// fn watch() {
///     for _ in 0..3 {
///         telemetry::check_in!("watching");
///     }
/// }
/// # watch();
/// ```
///
/// # Expansion
///
/// ```rust,ignore
#[doc = include_str!("../expansions/check_in_places.rs")]
/// ```
#[macro_export]
macro_rules! check_in {
    ($($name:tt)*) => {
        $crate::__check_in!($crate, $($name)*)
    };
}

/// Asks the user once whether to turn telemetry on. Returns true if they said yes just now.
///
/// For programs that want a question at the first run. The argument is the purpose, in the
/// program's own words. The question names the server, the contact, the purpose and the id, and how
/// to turn telemetry off later. Enter means no. Any other word is asked about again, twice; then
/// the question stays open. The answer is written into the user's configuration file. This run is
/// not recorded, whatever they say.
///
/// The question is asked only if standard input, output and error are a terminal, the file has no
/// answer, and nothing else turns telemetry off (`CI`, `DO_NOT_TRACK`, `<APP>_TELEMETRY`).
/// Otherwise the result is false.
///
/// ```no_run
/// #[telemetry::main(dsn = "https://key@telemetry.example.org/1", contact = "privacy@example.org")]
/// fn main() {
///     telemetry::ask!("to fix what breaks first");
/// }
/// ```
#[macro_export]
macro_rules! ask {
    () => {
        $crate::__private::ask(::core::option::Option::None)
    };
    ($purpose:literal $(,)?) => {
        $crate::__private::ask(::core::option::Option::Some($purpose))
    };
}

#[doc(hidden)]
pub use telemetry_macros::check_in as __check_in;

#[doc(hidden)]
pub use telemetry_runtime::__private;

/// The programs of the README compile.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
