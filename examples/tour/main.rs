//! The whole story in one command: `cargo run --example tour`.
//!
//! It starts a small Sentry-compatible server on a loopback port, builds the example program
//! `vigilant-crypto-snatch` as two releases, gives it to a handful of users who each have a scratch
//! home directory, and runs it as real processes: without consent, with consent, crashing, killed.
//! Then it shows what the program's developers know now, and what of that came from one user, byte
//! for byte. It fails if anything expected did not arrive, or if anything else did.
//!
//! At its end, a stripped release crashes once with this crate and once with the plain `sentry`
//! client, for comparison. `cargo run --example tour -- crash` does that alone.

mod builds;
mod bytes;
mod chapters;
mod crash;
mod knowledge;
mod ledger;
mod readme;
mod stacktrace;
mod table;
mod world;

use std::process::ExitCode;
use std::time::Instant;

/// An error is printed in words and ends the tour.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let result = match &arguments[..] {
        [] => tour(),
        [chapter] if chapter == "crash" => crash::build().and_then(|programs| crash::compare(&programs)),
        _ => Err("its only argument is `crash`".into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nThe tour failed: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tour() -> Result<()> {
    if cfg!(windows) {
        return Err("it needs home directories of its own, and on Windows no program can be given one".into());
    }
    println!("Building the example program as two releases …");
    let builds = builds::build()?;
    let stripped = crash::build()?;
    let start = Instant::now();

    let mut world = world::World::new(builds)?;
    chapters::without_consent(&mut world)?;
    chapters::first_release(&mut world)?;
    chapters::second_release(&mut world)?;
    chapters::killed(&mut world)?;
    chapters::nothing_else(&world)?;

    let received = world.server.so_far();
    knowledge::releases(&received);
    knowledge::users(&received);
    knowledge::commands(&received);
    knowledge::crashes(&received);
    bytes::compare_all(&world, &received)?;
    bytes::show(&world, "Ben")?;
    crash::compare(&stripped)?;

    println!(
        "\nAll of it arrived, and nothing else did. ({:.1} s after the builds)",
        start.elapsed().as_secs_f64()
    );
    Ok(())
}
