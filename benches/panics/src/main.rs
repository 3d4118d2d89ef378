//! The cost of a panic, in whole processes: `cargo run --release -p panics [rounds]`, on Unix.
//!
//! The program of `program/` ends well, dies by a panic, or panics ten thousand times and catches
//! it: without telemetry, with ours off and on, and with the plain `sentry` client. They run in
//! turn, against a server that answers at once and against one that never does. What is printed is
//! the table of `docs/benchmarks.md`.

mod builds;
mod figures;
mod world;

use builds::{Form, Programs};
use figures::Row;
use harness::{Homes, Network, Result, Server, machine};
use std::process::ExitCode;
use std::time::Duration;
use world::Telemetry;

/// What the program does, and its name in the table.
const RUNS: [(&str, &str); 4] = [
    ("ends", "no panic"),
    ("dies", "a panic ends it"),
    ("one-place", "10,000 caught, at one place"),
    ("twenty-places", "10,000 caught, at twenty places"),
];

/// After so long a program is run no more: of 10,000 panics that are sent one by one, few rounds
/// say enough.
const ENOUGH: Duration = Duration::from_secs(20);

fn main() -> ExitCode {
    harness::ended(measure())
}

fn measure() -> Result<()> {
    let rounds = match std::env::args().nth(1) {
        None => 20,
        Some(word) => word
            .parse()
            .map_err(|_| format!("`{word}` is not a number of rounds"))?,
    };
    let mut homes = Homes::new("panics")?;
    let [stripped, symbols] = Form::ALL.map(|form| Programs::build(form, homes.directory()));
    let (stripped, symbols) = (stripped?, symbols?);
    harness::settle()?;
    let (answering, silent) = (
        Server::start(Network::Answers(Duration::ZERO))?,
        Server::start(Network::Silent)?,
    );

    let mut rows = Vec::new();
    for (title, programs, server) in [
        ("stripped", &stripped, &answering),
        ("with symbols and line tables", &symbols, &answering),
        ("stripped, the server never answers", &stripped, &silent),
    ] {
        for (run, what) in RUNS {
            eprintln!("{title}: {what} …");
            rows.push(row(
                &mut homes,
                programs,
                server,
                run,
                format!("{title}: {what}"),
                rounds,
            )?);
        }
    }
    println!("{rounds} rounds, {}\n", machine()?);
    println!("{}", figures::table(&rows));
    Ok(())
}

/// Runs all programs in turn, round by round.
fn row(homes: &mut Homes, programs: &Programs, server: &Server, run: &str, title: String, rounds: u32) -> Result<Row> {
    let mut row = Row::new(title);
    for _ in 0..rounds {
        for (telemetry, times) in Telemetry::ALL.into_iter().zip(&mut row.times) {
            if times.iter().sum::<Duration>() < ENOUGH {
                let (time, told) = world::run(homes, programs.of(telemetry), telemetry, run, server)?;
                times.push(time);
                row.told[telemetry as usize] = told;
            }
        }
    }
    Ok(row)
}
