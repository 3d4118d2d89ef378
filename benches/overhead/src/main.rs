//! The cost of telemetry in a program that works well, in whole processes: `cargo run --release -p
//! overhead [rounds] [--without-builds]`, on Linux.
//!
//! The program of `program/` enters one command and ends: without telemetry, with ours off and on,
//! with the plain `sentry` client reduced to what it needs, and with that client as it comes. They
//! run in turn, in every state that a network can be in. It prints tables in Markdown. Needs the
//! headers of OpenSSL, which the plain client's defaults take, and for one of the tables `strace`;
//! and room for ten target directories where temporary files go.

mod builds;
mod calls;
mod compiled;
mod programs;
mod system;
mod times;

use harness::{Homes, Result, machine};
use programs::Programs;
use std::process::ExitCode;

fn main() -> ExitCode {
    compiled::compile_if_asked().unwrap_or_else(|| harness::ended(measure()))
}

fn measure() -> Result<()> {
    let mut rounds = 100;
    let mut with_builds = true;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--without-builds" => with_builds = false,
            word => {
                rounds = word
                    .parse()
                    .map_err(|_| format!("`{word}` is not a number of rounds"))?;
            }
        }
    }
    let mut homes = Homes::new("overhead")?;
    let programs = Programs::build(homes.directory())?;
    harness::settle()?;
    println!("{rounds} rounds, {}\n", machine()?);
    println!("{}", times::table(&mut homes, &programs, rounds)?);
    println!("{}", calls::table(&mut homes, &programs)?);
    println!("{}", system::table(&mut homes, &programs)?);
    let directory = with_builds.then(|| homes.directory());
    println!("{}", builds::table(&programs, directory)?);
    if let Some(directory) = directory {
        println!("{}", compiled::table(directory)?);
    }
    Ok(())
}
