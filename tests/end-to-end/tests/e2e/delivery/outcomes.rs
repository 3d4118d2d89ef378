//! What is said of each server: by `flush`, by `status`, and by what happens next.

use super::servers::{self, Case};
use super::time_goes_by;
use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, Program, messages, sessions};
use std::thread;
use std::time::Duration;

/// Delivers while it ends.
const INLINE: &str = env!("CARGO_BIN_EXE_end_inline");

/// All at once: most of their time is spent waiting for a server.
fn for_each_server(test: impl Fn(Case) + Sync) {
    thread::scope(|scope| {
        for case in servers::all() {
            let (test, name) = (&test, case.name.clone());
            let thread = thread::Builder::new().name(name);
            thread.spawn_scoped(scope, move || test(case)).expect("a thread");
        }
    });
}

/// A program that sends to this server.
fn program<'a>(home: &'a Home, case: &Case, path: &str) -> Program<'a> {
    let program = home.program(path);
    match case.server.dsn() {
        Ok(dsn) => program.dsn(&dsn),
        Err(_) => program,
    }
}

/// The server is well, the time of waiting over: all of two runs arrives, each thing once.
#[track_caller]
fn assert_all_arrives(home: &Home, case: Case) {
    let name = case.name.clone();
    let Some(server) = case.server.recover() else { return };
    time_goes_by(home);
    let flush = home.program(ANNOTATED).dsn(&server.dsn());
    flush.args(["evaluate", "flush"]).run().quiet();
    home.wait_for_uploaders();
    let received = server.so_far();
    let count = |message: &str| messages(&received).iter().filter(|arrived| *arrived == message).count();
    assert_eq!((count(STARTED), count("Start evaluate")), (2, 2), "{name}: {received}");
    assert_eq!(sessions(&received).len(), 2, "{name}: {received}");
    assert!(home.waiting().is_empty(), "{name}");
}

#[test]
fn flush_and_status_tell_it_in_words() {
    for_each_server(|case| {
        let home = Home::new();
        case.server.configure(&home, "  delivery: inline\n");
        let finished = program(&home, &case, ANNOTATED)
            .args(["evaluate", "flush", "status"])
            .run()
            .quiet();
        println!("{}: {:?}\n{}", case.name, finished.took, finished.stdout);
        let flushed = finished
            .stdout
            .lines()
            .find(|line| line.starts_with("Done {"))
            .expect("an answer");
        let fate = case.fate;
        let counts = format!(
            "Done {{ sent: {}, discarded: {}, waiting: {}, failures: [",
            fate.sent, fate.lost, fate.kept
        );
        let failures = flushed.strip_prefix(&counts);
        let failures = failures.unwrap_or_else(|| panic!("{}: {flushed}", case.name));
        let said: Vec<&str> = failures.split('"').skip(1).step_by(2).collect();
        if case.is_nowhere() {
            assert_eq!(said.len(), 1, "{}: {flushed}", case.name);
            return;
        }
        let is_said =
            said.len() == case.reasons.len() && said.iter().zip(&case.reasons).all(|(said, why)| said.starts_with(why));
        assert!(is_said, "{}: {flushed}", case.name);

        let line = |name: &str| {
            let mut lines = finished
                .stdout
                .lines()
                .filter_map(|line| line.strip_prefix(&format!("  {name:<15}")));
            (lines.next(), lines.next().is_none())
        };
        let last = line("last delivery").0.expect("an attempt");
        assert!(last.ends_with(&format!("Z: {}", case.last)), "{}: {last}", case.name);
        assert_eq!(line("waiting").0, Some(fate.kept.to_string().as_str()), "{}", case.name);
        let held_back = line("held back")
            .0
            .map(|line| line.split(", until 20").next().expect("what"));
        assert_eq!(held_back, case.held_back, "{}", case.name);
        // What was answered by "wait" is counted by the server itself.
        let counted = (fate.lost == 2).then_some("2, refused by the server");
        assert_eq!(line("lost"), (counted, true), "{}", case.name);
    });
}

/// What an end may take: half a second, and what a busy machine adds to that.
const INLINE_END: Duration = Duration::from_secs(2);

/// Runs the program against each server, and looks what is known of that afterwards.
fn ends_in_time(path: &str, configure: impl Fn(&Home, &Case) + Sync) {
    for_each_server(|case| {
        let home = Home::new();
        configure(&home, &case);
        let finished = program(&home, &case, path).args(["evaluate"]).run().quiet();
        println!("{:>6.0} ms: {}", finished.took.as_secs_f64() * 1000.0, case.name);
        assert!(finished.took < INLINE_END, "{}: {finished:?}", case.name);
        #[cfg(target_os = "linux")]
        assert!(home.uploaders().is_empty());
        if case.fate != servers::KEPT {
            return;
        }
        // How it went is known: the next end does not wait for the same server.
        let asks = program(&home, &case, ANNOTATED).args(["status"]);
        let status = asks.env("E2E_TELEMETRY", "off").run().quiet().stdout;
        let expected = format!("Z: {}\n  held back      everything", case.last);
        assert!(
            status.contains(&expected) || case.is_nowhere(),
            "{}: {status}",
            case.name
        );
        assert_eq!(
            home.waiting_messages(),
            [STARTED, "Start evaluate"],
            "{}: it stays",
            case.name
        );
        assert_all_arrives(&home, case);
    });
}

#[test]
fn an_inline_end_waits_for_no_server() {
    ends_in_time(INLINE, |home, case| case.server.configure(home, ""));
}

#[test]
fn one_that_the_user_chose_does_not_either() {
    ends_in_time(ANNOTATED, |home, case| {
        case.server.configure(home, "  delivery: inline\n");
    });
}
