//! Opt-in telemetry for Rust programs: nothing is sent until the program's user writes so into their own file.
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
//! - [`main`](macro@main) goes on `main`. It asks for consent and, if there is one, records that the program started, how the run ended,
//!   and what went wrong.
//! - [`command`](macro@command) goes on the functions whose use is worth knowing.
//! - [`Tag`](derive@Tag) makes an enum something that can be told of a command: which output format was chosen.
//! - [`capture`] tells of an error that the program gets over.
//! - [`check_in!`] is for programs that run for long.
//! - [`cli`] is a ready-made subcommand `telemetry` for the program's users, and [`manifest()`] all that the program can ever send.
//! - [`status()`] tells whether telemetry is on, and exactly why; [`flush()`] sends what waits, in the foreground.
//! - [`on()`] and [`off()`] write the user's choice into their file, for a command by which they say it.
//!
//! # What a user does
//!
//! Consent is two lines in the program's configuration file, `config.yml` in the directory that the platform has for it:
//!
//! ```yaml
//! telemetry:
//!   collect: true
//! ```
//!
//! The environment can only reduce it: `DO_NOT_TRACK`, `CI`, and `<APP>_TELEMETRY=off` turn telemetry off for one run;
//! `<APP>_TELEMETRY=preview` prints what would be sent, and sends nothing. [`Reason`] lists every reason to be off.
//!
//! # What never happens
//!
//! The program never waits for the network, and no thread is started in it (`delivery = "inline"` aside). Its output, exit code, signals and
//! panics are what they are without this crate. While telemetry is off, nothing is recorded, and no file is made.
//!
//! # For distributions
//!
//! Who builds a program of somebody else's can leave telemetry out of it, by either of
//!
//! ```sh
//! RUSTFLAGS="--cfg telemetry_off" cargo build --release
//! cargo build --release --features opt-in-telemetry/off
//! ```
//!
//! The program's source stays as it is, and its attributes are checked as ever, but nothing that they say is in the program: no DSN, no uploader, no TLS. With
//! the cfg, the crates for these are not even compiled; with the feature they are, and are not linked. [`status()`] then says [`Reason::NotBuilt`]. The feature is
//! for who builds a program, and for no library: cargo would turn it on for every program that uses the library.

/// Makes the program one that can share its starts, commands, crashes and panics, if its user wants it to.
///
/// It stands on `fn main`, which may return whatever a `main` may return. On an `async fn main` the runtime's own
/// attribute, such as `#[tokio::main]`, stands below or above; some runtimes' attributes only work below, and then the compiler says so.
///
/// # Arguments
///
/// All are optional. A "constant" is an expression that is known when the program is compiled, such as
/// `option_env!("X")`.
///
/// | argument | meaning | default |
/// |---|---|---|
/// | `dsn = "https://<key>@<host>/<project>"` | where to send: a constant, `&'static str` or `Option<&'static str>`; a literal is checked when the program is compiled | nothing is sent |
/// | `app = "…"` | names the directories and the environment variables | the package's name |
/// | `release = "…"` | a constant | `<package>@<version>` |
/// | `environment = "…"` | | `production`; `development` under `debug_assertions` |
/// | `dist = "…"` | a constant: which build of the release | none |
/// | `config = …` | an expression that gives the absolute path of the user's YAML file: a path, a string, or an `Option` of one; evaluated once | `config.yml` in the program's configuration directory |
/// | `section = "…"` | the key in that file, where the program has settings of its own under `telemetry`: letters, digits, `-`, `_` | `telemetry` |
/// | `messages = "scrubbed"`, `"withheld"` | whether the messages of panics and errors are sent, scrubbed, or only their type and place | `scrubbed` |
/// | `errors = "all"`, `"captured"` | whether an `Err` that `main` returns is an event, or only what the program captures | `all` |
/// | `tags(name = …)` | what the program says of itself with each event, as for a [`command`]: at most eight | none |
/// | `contact = "…"`, `policy = "…"` | who answers for the data | none |
/// | `qualifier = "…"`, `organization = "…"` | parts of the directories' names on macOS and Windows | none |
/// | `delivery = "background"`, `"inline"` | whether a detached process sends, or the program itself as it ends, for at most half a second | `background` |
/// | `source_context` | a build with `TELEMETRY_SOURCE_CONTEXT=1` embeds the package's own sources, so that tracebacks show lines of them | never |
/// | `sample = 0.1` | only this share of the users sends anything, chosen by user id and release: for very many users. Each event has the tag `sample`, by which counts can be scaled | all |
/// | `sentry` | what the program captures through the `sentry` crate is sent, too: see below | it is not |
/// | `crate = ::path` | where the expansion finds this crate, if it was given another name | `::telemetry` |
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
/// An `Err` is an event with its type, its text and those of its sources, scrubbed. The text is
/// sent if the type implements [`Error`](std::error::Error), or is a `Box<dyn Error>`, an
/// `anyhow::Error`, an `eyre::Report`, or a plain text such as a `String`. Of any other type only its
/// name is sent: all that it can print is its `Debug` output, with each of its fields.
///
/// A typing error of the user is an `Err`, too. With `errors = "captured"`, an error is an event only
/// if the program captures it. The session does not count an `Err` from `main` then. Its status is
/// `exited` in both settings.
///
/// Only a `Result` shows its error; another [`Termination`](std::process::Termination) hides it.
/// `#[snafu::report]` makes such a type, and stands below:
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
/// With `source_context`, whoever builds a release decides whether it holds its sources:
///
/// ```sh
/// TELEMETRY_SOURCE_CONTEXT=1 cargo build --release
/// ```
///
/// Each frame in a file of the package then carries its line with five before and five after, each of at most 200 characters, as Sentry shows them. In a stripped
/// release the function that panicked is told as well: its name is found in its source. Without the variable (or with `0`) nothing is embedded, so that a
/// user who builds a program with changes of their own never ships them.
///
/// - Embedded is every `src/**/*.rs` of the package, as it is: comments and tests included, and whoever has the program can read it. Left out are links, files of more
///   than 1 MiB and what is not UTF-8. Over 4,096 files or 16 MiB are refused. Nothing outside of `src` is embedded, no other package of the
///   workspace, and no dependency.
/// - A byte of source is a byte of the program. The 19 files of `examples/vigilant-crypto-snatch` make it 75 kB larger, of 5.2 MB.
/// - Nothing is read when the program runs. The files are in the order of their names, and no path of the machine is in the program, which is the same
///   in whatever folder it is built.
/// - `main` stands in a file of the package's own folder, by which the others are known: `src/main.rs`, `src/bin/x.rs`, `examples/x.rs`. The compiler runs again when
///   a file or the variable changes.
///
/// # The `sentry` crate
///
/// With `#[telemetry::main(sentry)]`, events of `sentry::capture_error`, `sentry::capture_message`, `sentry-anyhow`, `sentry-tracing` and the like go the
/// way of all others, while telemetry is on, and are left with as little. The message and the errors' texts, scrubbed, their types, the tracebacks, level and id
/// stay; tags, extra, contexts, breadcrumbs, user, request, fingerprint, logger, transaction and attachments do not exist. (Of an error's type, `sentry` knows the
/// first word of what `Debug` prints. What does not look like a type is `Error`, and all are where `messages = "withheld"`.) Only events are sent: no
/// transactions, logs, sessions or check-ins of that crate, and at most 100 events a run.
///
/// ```toml
/// sentry = { version = "0.49", default-features = false }  # the version that this crate uses: only that one's events are seen
/// ```
///
/// Its client is made without `sentry::init`, so it reads no environment, and it has no integrations: panics are told once, as ever, and of tracebacks there are
/// those that the program attaches. A client that the program makes itself, with `sentry::init`, wins, and what it is given is the program's own affair.
/// Other features of `sentry` have their price: with `release-health`, `logs` or `metrics`, which are on by default, each client starts threads.
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

/// Marks a function as one of the program's commands: that it was used is sent, once in each run.
///
/// The name is a literal of 1 to 64 characters `a-z 0-9 - _ . /`, and fixed when the program is compiled; without one
/// it is the function's name in kebab-case. The function may be a method, generic, `async`, `unsafe` or `extern`,
/// but not `const`.
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
/// They answer "which output format, and is `--dry-run` used?", and nothing that a user typed can be among the answers:
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
/// - A tag is a `bool`, or an enum with [`#[derive(telemetry::Tag)]`](derive@Tag), behind a reference or not. Numbers, texts and whatever has
///   only a `Display` are refused: they could carry anything.
/// - A flag says only *whether it was set*: of a `bool`, an `Option`, a `Vec`, a slice, or a count (`u8` to `u64`, `usize`); of all else a `bool`
///   says it, `flags(only = !args.only.is_empty())`. It is named after the last word of its expression if it has no name. `Some(false)` was set.
/// - At most eight tags and eight flags. Names become kebab-case, have at most 32 characters, and are none of those that there are already:
///   `app`, `browser`, `command`, `device`, `dist`, `environment`, `handled`, `level`, `logger`, `mechanism`, `os`, `platform`, `project`,
///   `release`, `runtime`, `sample`, `server-name`, `transaction`, `user`.
/// - The expressions only look: they move and change nothing, and no `?`, `return` or `await` leaves them. Each is evaluated for itself, and only when it is
///   told: in the first call of a run, while telemetry is on. A panic in one is silent, and loses that one.
/// - All words of a tag are known to the linker. Where its type follows from `self`, or from a generic or conditional parameter, it cannot be named there, and is
///   written: `tags(output: Output = self.output)`.
/// - They go with the event of the command, and with no other; the program's own, of [`main`](macro@main), go with every event. Where both have one
///   name, the command's is told.
///
/// Several functions may be one command, by the same name: it is told once in each run, with what the first one tells.
///
/// `crate = ::path` says where the expansion finds this crate, as for [`main`](macro@main).
///
/// # Expansion
///
/// One statement is put in front of the body's first statement; everything else stays as it is. In a function whose body is one `async` block,
/// or `Box::pin` of one, as `#[async_trait]` makes it, the statement goes into the block (but with tags, only into one that such a macro made: a block of
/// your own would hold what they look at).
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

/// Makes an enum a tag: of a value, its variant's name in kebab-case is sent, and nothing else ever.
///
/// The enum has 1 to 32 variants, none of them with fields. A word ends where a capital follows a small letter or a digit: `X86Simd` is
/// `x86-simd`, `HTTPServer` is `httpserver`. See [`command`] for where tags stand.
///
/// ```
/// #[derive(telemetry::Tag)]
/// pub enum Format {
///     Text,       // "text"
///     PrettyJson, // "pretty-json"
/// }
/// ```
///
/// Where this crate has another name, `#[telemetry(crate = ::other)]` on the enum says so.
///
/// # Expansion
///
/// ```rust,ignore
#[doc = include_str!("../expansions/tag_enums.rs")]
/// ```
pub use telemetry_macros::Tag;

/// Tells an error that is worth knowing, and that the program gets over.
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
/// It takes a reference to whatever implements [`Error`](std::error::Error), sized or not; to a `Box<dyn Error>`, with or without `Send` and `Sync`; to
/// an `Arc<dyn Error>`; to an `anyhow::Error` or an `eyre::Report`. Other pointers to an error are dereferenced: `capture(&*rc)`, and so is a
/// box of a trait of your own, `capture(&*boxed)`.
///
/// What is sent is the error and its sources, as types and scrubbed texts, the place of this call and the annotated functions that led
/// there, and the [`command`] that is active. (The place is not known where the function itself is handed on: instead of
/// `inspect_err(telemetry::capture)`, write `inspect_err(|error| telemetry::capture(error))`.) The session counts an error and is no crash.
///
/// Each place is told once in a run, and at most ten are, so it may stand in a loop. While telemetry is off, or if its user shares crashes
/// only, the error is not looked at. It never panics, whatever the error does: one whose `Display` panics loses its words, in silence. (As
/// elsewhere, that does not hold under `panic = "abort"`.)
pub use telemetry_runtime::capture;

pub use telemetry_runtime::{
    Consent, ConsentChange, ConsentChangeError, ConsentSource, Flushed, Reason, Scope, Status, adopt_run, flush, off,
    on, panic_hook, status,
};
pub use telemetry_runtime::{cli, manifest};

/// A sign of life of a program that runs for long: at most one event for each name, user and day.
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

/// Asks the user, once, whether they want to share; `true` if they said yes just now.
///
/// For programs that want a question at the first run. The argument says what for, in the program's own words. The question names
/// who gets it, what for, what the id is, and how to say no later. Yes and no are equally easy, and no is what Enter means. Another word is asked
/// about again, twice, and then the question is left open. The answer is
/// written into the user's configuration file, where they can change it; this run is not recorded whatever they say.
///
/// Nobody is asked unless standard input, output and error are a terminal, where telemetry is off for another reason (`CI`, `DO_NOT_TRACK`,
/// `<APP>_TELEMETRY`), or where the file has an answer already; then it is `false`.
///
/// ```no_run
/// #[telemetry::main(dsn = "https://key@telemetry.example.org/1", contact = "privacy@example.org")]
/// fn main() {
///     telemetry::ask!("to mend what breaks first");
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
