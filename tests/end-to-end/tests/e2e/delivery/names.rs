//! A network where nobody says where names lead: the question is taken, and never answered.

use super::AT_ONCE;
use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, Program};
use std::net::{Ipv4Addr, UdpSocket};

/// Who is asked for names there.
const NOBODY: Ipv4Addr = Ipv4Addr::new(127, 53, 53, 53);

/// Somebody who takes questions and is silent; `None` where the tests may not be that. What the
/// machine itself is told is not changed: the programs see another file.
fn silence() -> Option<UdpSocket> {
    let socket = UdpSocket::bind((NOBODY, 53)).ok()?;
    let allowed = std::process::Command::new("unshare").args(["--mount", "true"]).output();
    allowed.is_ok_and(|output| output.status.success()).then_some(socket)
}

/// The program, where names are asked for there.
fn in_silence<'a>(home: &'a Home, program: &str) -> Program<'a> {
    let resolver = home.beside().join("resolv.conf");
    std::fs::write(&resolver, format!("nameserver {NOBODY}\n")).expect("a file");
    let script = format!("mount --bind {} /etc/resolv.conf && exec $0 \"$@\"", resolver.display());
    home.program("/usr/bin/unshare")
        .args(["--mount", "/bin/sh", "-c", &script, program])
        .env("PATH", "/usr/local/bin:/usr/bin:/bin:/sbin")
}

#[test]
#[ignore = "exhaustive: waits ten seconds for a name; .ci/run runs it"]
fn nobody_answers_who_knows_names() {
    let Some(_silence) = silence() else {
        println!("skipped: the tests may not show a program another network");
        return;
    };
    let to = "  dsn: https://0123456789abcdef@telemetry.invalid/1\n";
    for more in ["", "  delivery: inline\n"] {
        let home = Home::new();
        home.write_config(format!("telemetry:\n  collect: true\n{more}{to}"));
        let finished = in_silence(&home, ANNOTATED).args(["evaluate"]).run().quiet();
        println!("{:?}", finished.took);
        assert!(finished.took < AT_ONCE, "{finished:?}");
        home.wait_for_uploaders();
        assert_eq!(home.waiting_messages(), [STARTED, "Start evaluate"]);
        let asks = home.program(ANNOTATED).args(["status"]).env("E2E_TELEMETRY", "off");
        let status = asks.run().quiet().stdout;
        // On a busy machine an inline end may come before that is written down.
        let is_said = status.contains("Z: the server did not answer in time\n");
        assert!(is_said || !more.is_empty(), "{status}");
    }
}
