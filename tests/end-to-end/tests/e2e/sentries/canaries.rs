//! What must never leave the machine is put wherever the `sentry` crate has a place for it, and
//! looked for in every byte that arrives.

use super::{SENTRY, SENTRY_WITHHELD, told};
use end_to_end::World;
use std::path::Path;

/// A word that no other source can bring.
const CANARY: &str = "canary4711";
const USER: &str = "adalovelace";

#[track_caller]
fn assert_no_canary(program: &str) {
    let world = World::consenting();
    world
        .program(program)
        .env("USER", USER)
        .env("LOGNAME", USER)
        .env("CANARY", CANARY)
        .args(["sentry=canaries"])
        .run()
        .quiet();
    let received = world.settle();
    // A message, an error with its source, and an event that holds everything.
    let told = told(&received);
    assert_eq!(told.len(), 3, "{received}");
    let home = world.path();
    let scratch = home.parent().and_then(Path::file_name).expect("a scratch directory");
    let scratch = scratch.to_string_lossy().into_owned();
    #[cfg(unix)]
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(windows)]
    let host = std::env::var("COMPUTERNAME").expect("a name");
    let mut bytes = String::new();
    for delivery in &received.deliveries {
        for (name, value) in &delivery.headers {
            bytes.extend(["\n", name, ": ", value]);
        }
        bytes.push_str(std::str::from_utf8(&delivery.body).expect("no compression: what is sent can be read"));
    }
    let build = env!("CARGO_MANIFEST_DIR");
    for secret in [CANARY, USER, &scratch, &host, build, "192.0.2.47", "example.org/?"] {
        // A machine without a name of its own has nothing to give away.
        if secret != "localhost" {
            assert!(!bytes.contains(secret), "{secret:?} in\n{bytes}");
        }
    }
    if program == SENTRY {
        for words in ["cannot open ", "cannot read ", "cannot write ", "cannot close "] {
            assert!(
                bytes.contains(words),
                "too much was taken out: {words:?} is not in\n{bytes}"
            );
        }
    }
}

#[test]
fn an_event_gives_nothing_away() {
    assert_no_canary(SENTRY);
}

#[test]
fn an_event_without_words_gives_nothing_away() {
    assert_no_canary(SENTRY_WITHHELD);
}
