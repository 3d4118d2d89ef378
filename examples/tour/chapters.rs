//! The story, chapter by chapter: who does what, and what must come of it.

use crate::Result;
use crate::world::{Release, World};
use std::process::Output;
use std::time::Duration;

/// An uploader sends within a second; a busy machine gets more time.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// Longer than an uploader waits before it sends.
pub(crate) const MOMENT: Duration = Duration::from_millis(1500);

/// Without consent, no user is counted.
pub(crate) fn without_consent(world: &mut World) -> Result<()> {
    heading("Dan has the program and never heard of telemetry");
    world.arrive("Dan")?;
    undisturbed(world, "Dan", &[])?;

    heading("Erin gave consent once, but in this terminal she says no");
    world.arrive("Erin")?;
    world.consent("Erin")?;
    undisturbed(world, "Erin", &[("DO_NOT_TRACK", "1")])
}

/// Two users share how they use the first release.
pub(crate) fn first_release(world: &mut World) -> Result<()> {
    heading("Ada and Ben give consent; both have release 3.1.0");
    for user in ["Ada", "Ben"] {
        world.arrive(user)?;
        world.consent(user)?;
    }
    let release = Release::First;
    for (user, arguments, facts) in [
        ("Ada", &["evaluate"][..], &["Start evaluate"][..]),
        ("Ada", &["test-drive"], &["Start test-drive"]),
        (
            "Ada",
            &["watch", "--rounds", "2"],
            &["Start watch", "Check-in watching"],
        ),
        ("Ben", &["evaluate"], &["Start evaluate"]),
        ("Ben", &["report"], &["Start report"]),
    ] {
        succeed(world, user, release, arguments, facts)?;
    }
    arrived(world)
}

/// One of them takes the next release, and it crashes.
pub(crate) fn second_release(world: &mut World) -> Result<()> {
    heading("Ada updates to 3.2.0, Chloe begins with it");
    world.arrive("Chloe")?;
    world.consent("Chloe")?;
    let release = Release::Second;
    for user in ["Ada", "Chloe"] {
        succeed(world, user, release, &["evaluate"], &["Start evaluate"])?;
    }
    let output = world.run("Ada", release, &["evaluate", "--break"], &[])?;
    for line in String::from_utf8_lossy(&output.stderr)
        .lines()
        .filter(|line| !line.is_empty())
        .take(3)
    {
        println!("        {line}");
    }
    // What a Rust program that panicked exits with.
    if output.status.code() != Some(101) {
        return Err(format!("the crash ended with {}", output.status).into());
    }
    expect(
        world,
        "Ada",
        release,
        &[
            "Start evaluate",
            "panic in evaluate, fatal",
            "session crashed, errors: 1",
        ],
    );
    arrived(world)
}

/// A process that is killed reports nothing. The next start does it in its place.
pub(crate) fn killed(world: &mut World) -> Result<()> {
    heading("Chloe's watcher is killed with SIGKILL");
    let release = Release::Second;
    let mut watcher = world.start("Chloe", release, &["watch"])?;
    let name = world.release(release).to_owned();
    world
        .ledger
        .expect("Chloe", &name, &["started", "Start watch", "Check-in watching"]);
    let reported = arrived(world);
    // The uploader that sent this must be gone, or it would find the dead run at once.
    world.server.wait_until_quiet(MOMENT);
    watcher.kill()?;
    println!("        … {}", watcher.wait()?);
    reported?;
    audit(world)?;
    println!("  Nobody is left to report that. Her next start finds the run and does:");
    succeed(world, "Chloe", release, &["report"], &["Start report"])?;
    world.ledger.expect("Chloe", &name, &["session abnormal, errors: 0"]);
    arrived(world)
}

/// What was expected did arrive; now nothing else may.
pub(crate) fn nothing_else(world: &World) -> Result<()> {
    world.server.wait_until_quiet(MOMENT);
    audit(world)
}

/// Runs the program for a user who must leave no trace.
fn undisturbed(world: &World, user: &str, extra: &[(&str, &str)]) -> Result<()> {
    let before = world.files(user)?;
    for arguments in [&["evaluate"][..], &["test-drive"], &["watch", "--rounds", "1"]] {
        let output = world.run(user, Release::First, arguments, extra)?;
        check_quiet(&output)?;
    }
    world.server.wait_until_quiet(MOMENT);
    if world.files(user)? != before {
        return Err(format!("the program changed something in {user}'s home directory").into());
    }
    if world.server.connections() > 0 {
        return Err(format!("the program called the server for {user}").into());
    }
    println!("  No file was made or changed in {user}'s home directory, and nobody called the server.");
    Ok(())
}

/// Runs the program to its good end, which must be reported with these facts.
fn succeed(world: &mut World, user: &str, release: Release, arguments: &[&str], facts: &[&str]) -> Result<()> {
    let output = world.run(user, release, arguments, &[])?;
    check_quiet(&output)?;
    expect(world, user, release, facts);
    expect_only(world, user, release, "session exited, errors: 0");
    Ok(())
}

/// A run that went well and printed nothing that it would not print without telemetry.
fn check_quiet(output: &Output) -> Result<()> {
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() && said.is_empty() {
        return Ok(());
    }
    Err(format!(
        "a run that should have been quiet ended with {} and said: {said}",
        output.status
    )
    .into())
}

fn expect(world: &mut World, user: &str, release: Release, facts: &[&str]) {
    expect_only(world, user, release, "started");
    for fact in facts {
        expect_only(world, user, release, fact);
    }
}

fn expect_only(world: &mut World, user: &str, release: Release, fact: &str) {
    let release = world.release(release).to_owned();
    world.ledger.expect(user, &release, &[fact]);
}

/// Waits until the server knows all that it should.
fn arrived(world: &World) -> Result<()> {
    let users = world.users()?;
    if world
        .server
        .wait_for(|received| world.ledger.is_met(received, &users), PATIENCE)
        .is_err()
    {
        world.ledger.audit(&world.server.so_far(), &users)?;
    }
    println!("  … and all of that has arrived.");
    Ok(())
}

fn audit(world: &World) -> Result<()> {
    world.ledger.audit(&world.server.so_far(), &world.users()?)
}

fn heading(text: &str) {
    println!("\n── {text}");
}
