//! What the system itself says that the processes did: with telemetry off, no socket and no file of
//! ours but the user's own; with it on, only the uploader speaks, and only to the server.
//!
//! `cargo test -p end-to-end --test e2e egress -- --ignored`, on a Linux machine with `strace`.
//! That one must be allowed to trace, and slows everything down, so these tests are asked for by
//! name.

use crate::{ANNOTATED, BARE};
use end_to_end::{Home, Program, World};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What one process or thread asked of the system, in order.
#[derive(Debug)]
struct Traced {
    calls: Vec<Call>,
}

#[derive(Debug)]
struct Call {
    name: String,
    line: String,
}

impl Call {
    /// The first text among the arguments: the path, of calls that take one.
    fn path(&self) -> &str {
        self.line.split('"').nth(1).unwrap_or_default()
    }

    fn is_of_network(&self) -> bool {
        const NETWORK: [&str; 14] = [
            "socket",
            "socketpair",
            "connect",
            "bind",
            "listen",
            "accept",
            "accept4",
            "sendto",
            "sendmsg",
            "sendmmsg",
            "recvfrom",
            "recvmsg",
            "getsockname",
            "setsockopt",
        ];
        NETWORK.contains(&&*self.name)
    }

    fn makes_process(&self) -> bool {
        ["clone", "clone3", "fork", "vfork"].contains(&&*self.name)
    }

    /// Whether this opens, makes or changes something, and does not only look whether it is there.
    fn uses_file(&self) -> bool {
        const LOOKS: [&str; 9] = [
            "stat",
            "lstat",
            "newfstatat",
            "statx",
            "access",
            "faccessat",
            "faccessat2",
            "readlink",
            "readlinkat",
        ];
        self.line.contains('"') && !LOOKS.contains(&&*self.name) && self.name != "execve" && !self.is_of_network()
    }
}

impl Traced {
    /// Where it became an uploader, if it did.
    fn becomes_uploader(&self) -> Option<usize> {
        self.calls
            .iter()
            .position(|call| call.name == "execve" && call.line.contains("e2e: telemetry upload"))
    }
}

/// Runs a program to its end, and that of all that it starts. `None` where nothing can be traced.
fn trace(home: &Home, program: &str, change: impl Fn(Program<'_>) -> Program<'_>) -> Option<Vec<Traced>> {
    let path = std::env::var_os("PATH")?;
    let mut strace = std::env::split_paths(&path).map(|directory| directory.join("strace"));
    let strace = strace.find(|strace| strace.is_file());
    let works = |strace: &PathBuf| {
        Command::new(strace)
            .args(["-o", "/dev/null", "true"])
            .status()
            .is_ok_and(|status| status.success())
    };
    let Some(strace) = strace.filter(works) else {
        println!("skipped: no strace on this machine, or it may not trace");
        return None;
    };
    let logs = tempfile::tempdir().expect("a directory");
    let log = logs.path().join("log");
    let options = [
        "-ff",
        "-qq",
        "-s",
        "4096",
        "-e",
        "signal=none",
        "-e",
        "trace=%file,%network,%process",
        "-o",
    ];
    let traced = home.program(strace).args(options).args([&log]).args([program]);
    change(traced).run();
    let logs = fs::read_dir(logs.path())
        .expect("a directory")
        .flatten()
        .map(|entry| entry.path());
    Some(logs.map(|log| read(&fs::read_to_string(log).expect("a log"))).collect())
}

fn read(log: &str) -> Traced {
    let call = |line: &str| {
        let name = line.split_once('(')?.0.to_owned();
        Some(Call {
            name,
            line: line.to_owned(),
        })
    };
    Traced {
        calls: log.lines().filter_map(call).collect(),
    }
}

/// Asserts that a program that is off asks nothing of the network, starts nobody, and uses the
/// files that its twin uses, and this one.
#[track_caller]
fn assert_silent(home: &Home, config: Option<&str>, change: impl Fn(Program<'_>) -> Program<'_>) {
    for end in ["say=done", "err=no such coin", "panic=no such coin", "exit=3"] {
        let run = |program| trace(home, program, |traced| change(traced.args(["evaluate", end])));
        let (Some(traced), Some(twin)) = (run(ANNOTATED), run(BARE)) else {
            return;
        };
        let [traced] = &*traced else {
            panic!("{end}: more than one process or thread: {traced:#?}");
        };
        let forbidden: Vec<_> = traced
            .calls
            .iter()
            .filter(|call| call.is_of_network() || call.makes_process())
            .collect();
        assert!(forbidden.is_empty(), "{end}: {forbidden:#?}");
        let files = |traced: &[&Traced]| {
            let calls = traced.iter().flat_map(|traced| &traced.calls);
            let used = calls.filter(|call| call.uses_file()).map(|call| call.path().to_owned());
            used.collect::<BTreeSet<String>>()
        };
        let expected = files(&twin.iter().collect::<Vec<_>>())
            .into_iter()
            .chain(config.map(str::to_owned));
        assert_eq!(files(&[traced]), expected.collect(), "{end}");
        home.assert_untouched();
    }
}

#[test]
#[ignore = "asked for by name: see the module"]
fn a_program_that_is_off_opens_no_socket_and_no_file_but_the_users() {
    let home = Home::new();
    let config = home.config().display().to_string();
    assert_silent(&home, Some(&config), |program| program);
    for text in ["prices: 3\n", "telemetry:\n  collect: false\n"] {
        home.write_config(text);
        assert_silent(&home, Some(&config), |program| program);
    }
    // The environment's word is enough: not even that file is opened.
    home.consent();
    for (name, value) in [("DO_NOT_TRACK", "1"), ("CI", "true"), ("E2E_TELEMETRY", "off")] {
        assert_silent(&home, None, |program| program.env(name, value));
    }
}

#[test]
#[ignore = "asked for by name: see the module"]
fn a_preview_asks_nothing_of_the_network_and_starts_nobody() {
    let home = Home::consenting();
    let arguments = ["evaluate", "err=no such coin"];
    let preview = trace(&home, ANNOTATED, |program| {
        program.args(arguments).env("E2E_TELEMETRY", "preview")
    });
    let Some(traced) = preview else {
        return;
    };
    let calls: Vec<_> = traced.iter().flat_map(|traced| &traced.calls).collect();
    assert!(!calls.is_empty());
    let forbidden: Vec<_> = calls
        .iter()
        .filter(|call| call.is_of_network() || call.makes_process())
        .collect();
    assert!(forbidden.is_empty(), "{forbidden:#?}");
    home.assert_untouched();
}

#[test]
#[ignore = "asked for by name: see the module"]
fn only_the_uploader_speaks_and_only_to_the_server() {
    for end in ["say=done", "err=no such coin", "panic=no such coin", "exit=3"] {
        let world = World::consenting();
        let dsn = world.receiver.dsn();
        let Some(traced) = trace(&world, ANNOTATED, |program| program.args(["evaluate", end]).dsn(&dsn)) else {
            return;
        };
        let port = dsn
            .rsplit_once(':')
            .and_then(|(_, rest)| rest.split_once('/'))
            .expect("a port")
            .0;
        let server = format!("sa_family=AF_INET, sin_port=htons({port}), sin_addr=inet_addr(\"127.0.0.1\")");
        let (mut uploaders, mut connections) = (0, 0);
        for process in &traced {
            let begins = process.becomes_uploader();
            uploaders += usize::from(begins.is_some());
            for (at, call) in process
                .calls
                .iter()
                .enumerate()
                .filter(|(_, call)| call.is_of_network())
            {
                assert!(
                    begins.is_some_and(|begins| begins < at),
                    "{end}: the program itself speaks: {call:?}"
                );
                // Whoever is named in a call is the server.
                let is_named = call.line.contains("sa_family=") && call.name != "getsockname";
                assert!(!is_named || call.line.contains(&server), "{end}: {call:?}");
                assert!(
                    !["bind", "listen", "accept", "accept4", "socketpair"].contains(&&*call.name),
                    "{end}: {call:?}"
                );
                let is_socket = call.name == "socket";
                assert!(
                    !is_socket || call.line.contains("AF_INET, SOCK_STREAM"),
                    "{end}: {call:?}"
                );
                connections += usize::from(call.name == "connect");
            }
        }
        assert!(
            uploaders >= 1 && connections >= 1,
            "{end}: nothing was traced: {traced:#?}"
        );
        let received = world.settle();
        assert!(!received.events().is_empty(), "{end}: {received}");
        assert!(
            received.connections <= connections,
            "{end}: somebody else spoke: {received}"
        );
    }
}
