//! What must never leave the machine is planted wherever a program could pick it up, and looked for
//! in every byte that arrives.

use super::WAYS;
use crate::ANNOTATED;
use end_to_end::{Program, World};
use receiver::Received;
use std::path::Path;

/// A word that no other source can bring, wherever it is planted.
const CANARY: &str = "canary4711";
const USER: &str = "adalovelace";

/// The program in an environment full of canaries.
fn planted<'a>(world: &'a World, path: &str) -> Program<'a> {
    world
        .program(path)
        .env("USER", USER)
        .env("LOGNAME", USER)
        .env("API_TOKEN", CANARY)
        .env("E2E_SECRET", CANARY)
        .env("HOSTNAME", CANARY)
        .env("PATH", format!("/{CANARY}/bin"))
        .args([format!("say={CANARY}")])
}

/// Everything that came over the wire.
fn bytes(received: &Received) -> String {
    let mut all = String::new();
    for delivery in &received.deliveries {
        all.push_str(&delivery.path);
        for (name, value) in &delivery.headers {
            all.extend(["\n", name, ": ", value]);
        }
        all.push('\n');
        all.push_str(std::str::from_utf8(&delivery.body).expect("no compression: what is sent can be read"));
    }
    all
}

#[track_caller]
fn assert_no_canary(world: &World, events: usize) {
    let received = world.settle();
    assert_eq!(received.events().len(), events, "{received}");
    let bytes = bytes(&received);
    let home = world.path();
    // The name of the scratch directory is in the path of the home, of the working directory and of
    // all files.
    let scratch = home
        .parent()
        .and_then(Path::file_name)
        .expect("a scratch directory")
        .to_string_lossy()
        .into_owned();
    #[cfg(unix)]
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(windows)]
    let host = std::env::var("COMPUTERNAME").expect("a name");
    let build = env!("CARGO_MANIFEST_DIR");
    let target = Path::new(ANNOTATED)
        .parent()
        .expect("a target directory")
        .to_string_lossy()
        .into_owned();
    for secret in [CANARY, USER, &scratch, &host, build, &target, "/etc/passwd"] {
        // A machine without a name of its own has nothing to give away.
        if secret != "localhost" {
            assert!(!bytes.contains(secret), "{secret:?} in\n{bytes}");
        }
    }
}

#[test]
fn a_quiet_run_gives_nothing_away() {
    let world = World::consenting();
    planted(&world, ANNOTATED)
        .args(["evaluate", "check-in=watching"])
        .run()
        .quiet();
    assert_no_canary(&world, 3);
}

#[test]
fn a_stack_trace_gives_nothing_away() {
    let world = World::consenting();
    planted(&world, WAYS)
        .args(["work=in-a-thread", "work=in-a-task", "work=index"])
        .run();
    assert_no_canary(&world, 5);
}

#[test]
fn a_panics_message_is_scrubbed() {
    let world = World::consenting();
    let home = world.path();
    let message = format!(
        "panic={} of {USER} at {USER}@example.org, as /etc/passwd and https://{USER}:{CANARY}@example.org/?token={CANARY} say",
        home.join("prices.csv").display()
    );
    planted(&world, ANNOTATED).args([message]).run();
    assert_no_canary(&world, 2);
    let events = world.settle().events();
    let left = events[1]["exception"]["values"][0]["value"]
        .as_str()
        .expect("a message");
    assert!(
        left.contains(" of ") && left.contains(" say"),
        "too much was taken out: {left:?}"
    );
}

#[test]
fn an_errors_message_is_scrubbed() {
    let world = World::consenting();
    let message = format!("cannot open {} for {USER}", world.path().join("prices.csv").display());
    planted(&world, ANNOTATED).args([format!("err={message}")]).run();
    assert_no_canary(&world, 2);
}
