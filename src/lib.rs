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
//! - [`check_in!`] is for programs that run for long.
//! - [`status()`] tells whether telemetry is on, and exactly why; [`flush()`] sends what waits, in the foreground.
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

/// Makes the program one that can share its starts, commands, crashes and panics, if its user wants it to.
///
/// It stands on `fn main`, which may return whatever a `main` may return. On an `async fn main` the runtime's own
/// attribute, such as `#[tokio::main]`, stands above or below.
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
/// | `messages = "scrubbed"`, `"withheld"` | whether the messages of panics and errors are sent, scrubbed, or only their type and place | `scrubbed` |
/// | `contact = "…"`, `policy = "…"` | who answers for the data | none |
/// | `qualifier = "…"`, `organization = "…"` | parts of the directories' names on macOS and Windows | none |
/// | `delivery = "background"`, `"inline"` | whether a detached process sends, or the program itself as it ends, for at most half a second | `background` |
/// | `crate = ::path` | where the expansion finds this crate, if it was given another name | `::telemetry` |
///
/// # Expansion
///
/// ```
/// #[telemetry::main]
/// fn main() {
///     println!("working");
/// }
/// ```
///
/// becomes
///
/// ```text
/// fn main() {
///     fn main() {
///         println!("working");
///     }
///     ::telemetry::__private::run(
///         const { &::telemetry::__private::App::new(/* what the arguments and the package say */) },
///         main,
///         |result| { use ::telemetry::__private::probe::*; (&&&&&Probe(result)).outcome() },
///     )
/// }
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
/// `crate = ::path` says where the expansion finds this crate, as for [`main`](macro@main).
///
/// # Expansion
///
/// One statement is put in front of the body's first statement; everything else stays as it is.
///
/// ```text
/// async fn test_drive() {
///     let _command = {
///         static COMMAND: ::telemetry::__private::Command = /* its name and place, known to the linker */;
///         ::telemetry::__private::enter(&COMMAND)
///     };
/// }
/// ```
pub use telemetry_macros::command;

pub use telemetry_runtime::{Consent, Evidence, Flushed, Reason, Scope, Status, flush, status};

/// A sign of life of a program that runs for long: at most one event for each name, user and day.
///
/// The name follows the rules of a [`command`]'s. Calling it often costs next to nothing.
///
/// ```
/// fn watch() {
///     for round in 0..3 {
///         telemetry::check_in!("watching");
///         println!("round {round}");
///     }
/// }
/// # watch();
/// ```
#[macro_export]
macro_rules! check_in {
    ($($name:tt)*) => {
        $crate::__check_in!($crate, $($name)*)
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
