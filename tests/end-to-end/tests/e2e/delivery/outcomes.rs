//! What is said of each server: by `flush`, by `status`, and by what happens next.

use super::servers::{self, Case, Server};
use super::{AT_ONCE, time_goes_by};
use crate::ANNOTATED;
use end_to_end::{Home, Program, messages, sessions};
use std::sync::Mutex;
use std::thread;

/// Delivers while it ends.
const INLINE: &str = env!("CARGO_BIN_EXE_end_inline");

/// So many at once.
fn for_each_server(at_once: usize, test: impl Fn(Case) + Sync) {
    let cases = servers::all();
    let at_once = at_once.min(cases.len());
    let cases = Mutex::new(cases);
    let next = || cases.lock().expect("no panic there").pop();
    thread::scope(|scope| {
        for _ in 0..at_once {
            scope.spawn(|| {
                while let Some(case) = next() {
                    test(case);
                }
            });
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

/// The server is well, the time of waiting over: all of so many runs and of one more arrives.
#[track_caller]
fn assert_all_arrives(home: &Home, case: Case, runs: usize) {
    let name = case.name.clone();
    let Some(server) = case.server.recover() else { return };
    time_goes_by(home);
    let flush = home.program(ANNOTATED).dsn(&server.dsn());
    flush.args(["evaluate", "flush"]).run().quiet();
    home.wait_for_uploaders();
    if !home.waiting().is_empty() {
        // The machine is so busy that the end came first.
        home.program(ANNOTATED).dsn(&server.dsn()).args(["flush"]).run().quiet();
    }
    let received = server.so_far();
    let commands = messages(&received)
        .iter()
        .filter(|message| *message == "Start evaluate")
        .count();
    assert_eq!(commands, runs + 1, "{name}: {received}");
    assert!(sessions(&received).len() > runs, "{name}: {received}");
}

#[test]
fn flush_and_status_tell_it_in_words() {
    // All of them: most of the time is spent waiting.
    for_each_server(usize::MAX, |case| {
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
            "Done {{ sent: {}, discarded: {}, queued: {}, failures: [",
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
        assert_eq!(line("queued").0, Some(fate.kept.to_string().as_str()), "{}", case.name);
        let paused = line("paused")
            .0
            .map(|line| line.split(", until 20").next().expect("what"));
        assert_eq!(paused, case.paused, "{}", case.name);
        // What was answered by "wait" is counted by the server itself.
        let counted = (fate.lost == 2).then_some("2: refused by the server");
        assert_eq!(line("dropped"), (counted, true), "{}", case.name);
    });
}

/// Runs the program against each server, and looks what is known of that afterwards.
fn ends_in_time(path: &str, configure: impl Fn(&Home, &Case) + Sync) {
    for_each_server(4, |case| {
        let home = Home::new();
        configure(&home, &case);
        let mut runs = 0;
        let mut run = || {
            let finished = program(&home, &case, path).args(["evaluate"]).run().quiet();
            println!("{:>6.0} ms: {}", finished.took.as_secs_f64() * 1000.0, case.name);
            // It is half a second, and what a busy machine adds to that.
            assert!(finished.took < AT_ONCE, "{}: {finished:?}", case.name);
            #[cfg(target_os = "linux")]
            assert!(home.uploaders().is_empty());
            runs += 1;
        };
        run();
        if case.fate != servers::KEPT {
            return;
        }
        // It stays, and how it went is known. On a busy machine the process may be at its end
        // before it could write that down, but not each time.
        let mut status = status(&home, &case);
        for _ in 0..4 {
            if !status.contains("  last delivery") {
                run();
                status = self::status(&home, &case);
            }
        }
        let is_said = |words: &str| status.contains(&format!("Z: {words}\n"));
        assert!(
            is_said(&case.last) || is_said(servers::IN_TIME) || case.is_nowhere(),
            "{}: {status}",
            case.name
        );
        // So the next end waits for no server.
        let connections = || match &case.server {
            Server::Receiver(receiver) => receiver.connections(),
            _ => 0,
        };
        let before = connections();
        run();
        assert_eq!(connections(), before, "{}", case.name);
        assert_eq!(home.waiting_messages().len(), 2 * runs, "{}: it stays", case.name);
        assert_all_arrives(&home, case, runs);
    });
}

/// What is known in this home, asked by a run that adds nothing to it.
fn status(home: &Home, case: &Case) -> String {
    let asks = program(home, case, ANNOTATED).args(["status"]);
    asks.env("E2E_TELEMETRY", "off").run().quiet().stdout
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
