//! One crash of a stripped release, as this crate reports it and as the plain `sentry` client does:
//! `cargo run --example tour -- crash`.

use crate::Result;
use crate::builds::{self, PROGRAM, Stripped};
use crate::chapters::{MOMENT, PATIENCE};
use crate::readme;
use crate::stacktrace;
use receiver::Receiver;
use serde_json::Value;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What the user types.
const ARGUMENTS: [&str; 2] = ["evaluate", "--break"];

/// Crashes both programs, prints what arrived, and holds `README.md` to it.
pub(crate) fn compare(programs: &Stripped) -> Result<()> {
    let ours = crash(&programs.ours, "VIGILANT_CRYPTO_SNATCH_TELEMETRY_DSN")?;
    let plain = crash(&programs.plain, "SENTRY_DSN")?;
    let text = told(&ours, &plain)?;
    println!("\nTHE SAME CRASH of a stripped release, with this crate and with the plain client\n");
    for line in text.lines() {
        println!("  {line}");
    }
    readme::hold_to(&text)
}

/// Builds what the comparison needs.
pub(crate) fn build() -> Result<Stripped> {
    println!("Building it as people ship it, stripped, with this crate and with the plain `sentry` client …");
    builds::build_stripped()
}

/// The event that arrives when the program crashes for a user with consent.
fn crash(program: &Path, dsn: &str) -> Result<Value> {
    let home = TempDir::with_prefix("tour-")?;
    let config = home.path().join(if cfg!(target_os = "macos") {
        "Library/Application Support"
    } else {
        ".config"
    });
    let config = config.join(PROGRAM);
    fs::create_dir_all(&config)?;
    fs::write(config.join("config.yml"), "telemetry:\n  collect: true\n")?;

    let server = Receiver::start();
    let status = Command::new(program)
        .args(ARGUMENTS)
        .current_dir(home.path())
        .env_clear()
        .env("HOME", home.path())
        .env(dsn, server.dsn())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    // What a Rust program that panicked exits with.
    if status.code() != Some(101) {
        return Err(format!("{} ended with {status}", program.display()).into());
    }
    let is_crash = |event: &Value| !event["exception"].is_null();
    let received = server.wait_for(
        |received| received.events().iter().any(|event| is_crash(event)),
        PATIENCE,
    )?;
    // What sends it must be gone before its home is.
    server.wait_until_quiet(MOMENT);
    let crash = received.events().into_iter().find(|event| is_crash(event));
    Ok(crash.ok_or("no crash arrived")?.json)
}

/// The comparison, for people: nothing in it is known but from the two events.
fn told(ours: &Value, plain: &Value) -> Result<String> {
    let message = |event: &Value| event["exception"]["values"][0]["value"].clone();
    if message(ours) != message(plain) {
        return Err(format!("these are two crashes: {} and {}", message(ours), message(plain)).into());
    }
    let frames = stacktrace::of_program(ours);
    let place = frames.first().map(|frame| frame.file().to_owned()).unwrap_or_default();
    if place.is_empty() {
        return Err("our stack trace does not begin at a place".into());
    }
    let mut text = String::new();
    writeln!(text, "$ {PROGRAM} {}", ARGUMENTS.join(" "))?;
    writeln!(text, "panic: {}\n", message(ours).as_str().unwrap_or_default())?;
    writeln!(text, "── {}, innermost frame first\n", sdk(ours))?;
    write_frames(&mut text, &frames)?;

    let frames = stacktrace::of_program(plain);
    writeln!(text, "\n── {}, innermost frame first\n", sdk(plain))?;
    write_frames(&mut text, &frames)?;
    let known = if plain.to_string().contains(&place) { "" } else { "not " };
    writeln!(text, "The place of the panic, {place}, is {known}in the event.")?;
    Ok(text)
}

fn write_frames(text: &mut String, frames: &[stacktrace::Frame]) -> Result<()> {
    text.push_str(&stacktrace::render(frames));
    let count = |has: fn(&stacktrace::Frame) -> bool| frames.iter().filter(|frame| has(frame)).count();
    writeln!(
        text,
        "\nOf {} frames, {} have a function's name, {} a file and line, {} the source around it.",
        frames.len(),
        count(stacktrace::Frame::is_named),
        count(stacktrace::Frame::is_placed),
        count(stacktrace::Frame::has_source),
    )?;
    Ok(())
}

fn sdk(event: &Value) -> String {
    let part = |name| event["sdk"][name].as_str().unwrap_or_default();
    format!("{} {}", part("name"), part("version"))
}
