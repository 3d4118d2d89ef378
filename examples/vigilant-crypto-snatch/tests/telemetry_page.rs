//! `TELEMETRY.md` says what the program really can send.

use std::process::Command;

#[test]
fn the_page_is_as_the_program_prints_it() {
    let home = tempfile::tempdir().expect("a scratch home");
    let output = Command::new(env!("CARGO_BIN_EXE_vigilant-crypto-snatch"))
        .args(["telemetry", "events", "--markdown"])
        .env_clear()
        .env("HOME", home.path())
        .output()
        .expect("the program");
    assert!(output.status.success(), "{output:?}");
    let printed = String::from_utf8(output.stdout).expect("text");
    let page = include_str!("../TELEMETRY.md");
    assert!(
        printed == page,
        "TELEMETRY.md is not what the program can send. In the repository's root:\n\
         cargo run -p vigilant-crypto-snatch -- telemetry events --markdown > examples/vigilant-crypto-snatch/TELEMETRY.md"
    );
}
