//! A program with a canary wherever it can put a word. They read `zq…kx`, and each is named after its place.

#[path = "../../zqoutsidekx/shared.rs"]
mod shared;
mod told;

include!(concat!(env!("INCLUDED"), "/included.rs"));

use std::fmt;
use std::io::Write;
use std::panic::{catch_unwind, panic_any};

#[cfg_attr(withheld, telemetry::main(app = "e2e", sentry, messages = "withheld"))]
#[cfg_attr(not(withheld), telemetry::main(app = "e2e", sentry))]
fn main() -> Result<(), Failure> {
    let how = std::env::args().nth(1).unwrap_or_default();
    buy("zqparameterkx");
    if how == "everything" {
        panics();
        let error = Failure::because_of("zqcapturekx", Failure::new("zqcapturesourcekx"));
        telemetry::capture(&error);
        told::told();
    }
    println!("paused");
    let _ = std::io::stdout().flush();
    let _ = std::io::stdin().read_line(&mut String::new());
    match &*how {
        "panic" => panic!("{}", private("zqlastkx")),
        "abort" => std::process::abort(),
        "everything" => Err(Failure::because_of("zqerrorkx", Failure::new("zqerrorsourcekx"))),
        _ => Ok(()),
    }
}

/// The word that may be seen.
#[telemetry::command("allowed-canary")]
fn buy(customer: &str) {
    println!("{customer}");
}

/// Each on a thread of its own, in a place of its own.
fn panics() {
    let ways: [fn(); 8] = [
        || panic!("cannot open /srv/zqliteralkx/prices.csv"),
        #[cfg(withheld)]
        || panic!("unknown customer zqliteralwordkx"),
        #[cfg(not(withheld))]
        || panic!("unknown customer zqliteralmailkx@example.org"),
        || panic!("{}", private("zqformattedkx")),
        || panic_any::<&'static str>(private("zqleakedkx").leak()),
        || panic_any(Failure::new("zqpayloadkx")),
        || drop(std::fs::read("/srv/zqopenkx/x").map_err(|error| (private("zqunwrapkx"), error)).unwrap()),
        || {
            let _ = catch_unwind(|| prices::fail(&private("zqdependencykx")));
            shared::fail(&private("zqmodulekx"));
        },
        || included(&private("zqincludedmessagekx")),
    ];
    for way in ways {
        let thread = std::thread::Builder::new().name("zqthreadkx".into()).spawn(way);
        assert!(thread.expect("a thread").join().is_err());
    }
}

/// A message with the word in every way that is promised to be taken out; under `messages = "withheld"`, as an ordinary word, too.
fn private(word: &str) -> String {
    let get = |name| std::env::var(name).unwrap_or_default();
    let (home, user) = (get("HOME"), get("USER"));
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let plain = if cfg!(withheld) { word } else { "the file" };
    format!(
        "cannot open {plain} of {user} at {host}: {home}/{word}.csv, /srv/{word}/a b.csv, C:\\Users\\{word}\\x.csv, \\\\{word}\\x\\y.csv, \
         clients/{word}.csv, ../{word}, src\\{word}\\x.csv, '{word} corp/board/plan.txt', \
         https://{word}:{word}@example.org/?token={word}#{word}, postgres://{word}:{word}@db/prod, {word}@example.org, password={word}, \
         api_key: \"{word}\", --token {word}, Some({{ secret: {word} }}), Authorization: Bearer {word}"
    )
}

struct Failure {
    message: String,
    source: Option<Box<Failure>>,
}

impl Failure {
    fn new(word: &str) -> Self {
        Self {
            message: private(word),
            source: None,
        }
    }

    fn because_of(word: &str, source: Self) -> Self {
        Self {
            source: Some(Box::new(source)),
            ..Self::new(word)
        }
    }
}

/// `sentry` takes its first word for a type, and `main` prints it.
impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/srv/zqdebugkx/x {}", self.message)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}
