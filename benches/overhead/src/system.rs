//! The system calls of a run, by `strace` if it is installed.

use crate::programs::{Kind, Programs};
use crate::times::{Telemetry, Users};
use harness::{Homes, Network, Result, Server};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The counts of the program's own process, without the processes that it starts.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    calls: usize,
    threads: usize,
    processes: usize,
    sockets: usize,
}

pub(crate) fn table(homes: &mut Homes, programs: &Programs) -> Result<String> {
    if Command::new("strace").arg("-V").output().is_err() {
        return Ok("No strace on this machine: system calls were not counted.\n".to_owned());
    }
    eprintln!("Counting system calls …");
    let users = Users::new(homes, programs)?;
    let server = Server::start(Network::Answers(Duration::ZERO))?;
    let log = homes.directory().join("strace.log");
    let mut text =
        "| | system calls | threads started | processes started | sockets |\n|---|--:|--:|--:|--:|\n".to_owned();
    let mut bare = 0;
    for (title, kind, telemetry) in [
        ("bare", Kind::Bare, Telemetry::None),
        ("ours, off", Kind::Ours, Telemetry::Off),
        ("ours, on", Kind::Ours, Telemetry::On),
        ("ours, on, first run", Kind::Ours, Telemetry::First),
        ("plain, reduced", Kind::Lean, Telemetry::Lean),
        ("plain, defaults", Kind::Default, Telemetry::Default),
    ] {
        let home = users.home(homes, telemetry)?;
        let mut command = home.command(Path::new("strace"));
        command
            .args(["-f", "-o"])
            .arg(&log)
            .arg(programs.of(kind))
            .arg("work")
            .env("WORKING_TELEMETRY_DSN", server.dsn())
            .env("SENTRY_DSN", server.dsn());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.status()?;
        let counts = counts(&fs::read_to_string(&log)?);
        home.leave();
        if kind == Kind::Bare {
            bare = counts.calls;
        }
        let _ = writeln!(
            text,
            "| {title} | {} ({:+}) | {} | {} | {} |",
            counts.calls,
            i64::try_from(counts.calls)? - i64::try_from(bare)?,
            counts.threads,
            counts.processes,
            counts.sockets
        );
    }
    Ok(text)
}

/// Of what `strace -f` wrote: lines such as `4711 openat(AT_FDCWD, …) = 3`, of several processes.
fn counts(log: &str) -> Counts {
    let mut counts = Counts::default();
    let mut own = BTreeSet::new();
    for line in log.lines() {
        let Some((process, call)) = line.split_once(' ') else {
            continue;
        };
        let call = call.trim_start();
        if own.is_empty() {
            own.insert(process);
        }
        let is_start = ["clone(", "clone3(", "vfork(", "fork("]
            .iter()
            .any(|start| call.starts_with(start));
        let is_resumed_start = call.starts_with("<... clone") || call.starts_with("<... vfork");
        if !own.contains(process) {
            continue;
        }
        if call.starts_with(|c: char| c.is_ascii_lowercase()) {
            counts.calls += 1;
            counts.sockets += usize::from(call.starts_with("socket("));
            if is_start && !call.contains("CLONE_THREAD") {
                counts.processes += 1;
            }
            counts.threads += usize::from(is_start && call.contains("CLONE_THREAD"));
        }
        // A thread's calls are the program's; its number stands where its start returns, in this
        // line or a later one.
        if (is_start || is_resumed_start) && (call.contains("CLONE_THREAD") || call.contains("parent_tid=[")) {
            let number = call.rsplit("= ").next().and_then(|rest| rest.split_whitespace().next());
            own.extend(number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())));
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_belong_to_the_program_and_children_do_not() {
        let log = "\
10 execve(\"./working\", [\"./working\"], 0x7ffc /* 1 var */) = 0
10 socket(AF_INET, SOCK_STREAM, 0) = 3
10 clone3({flags=CLONE_VM|CLONE_THREAD, child_tid=0x7f}, 88 <unfinished ...>
11 rseq(0x7f, 0x20, 0, 0x53 <unfinished ...>
10 <... clone3 resumed> => {parent_tid=[11]}, 88) = 11
11 <... rseq resumed>) = 0
11 write(3, \"x\", 1) = 1
10 clone3({flags=CLONE_VM|CLONE_VFORK, exit_signal=SIGCHLD}, 88) = 12
12 execve(\"/proc/self/exe\", [\"working\"], 0x7f) = 0
12 socket(AF_INET, SOCK_STREAM, 0) = 4
10 exit_group(0) = ?
10 +++ exited with 0 +++
";
        // That the thread's first call is not counted, because its start had not returned, is the
        // price of reading line by line.
        let expected = Counts {
            calls: 6,
            threads: 1,
            processes: 1,
            sockets: 1,
        };
        assert_eq!(counts(log), expected);
    }
}
