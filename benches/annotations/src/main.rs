//! The cost of an annotated function over the bare function: `cargo run --release -p annotations
//! [functions] [rounds] [--keep]`.
//!
//! It writes the same program three times into a temporary directory: with no function annotated,
//! with one, with each. All depend on the facade and have `#[telemetry::main]`, so that nothing but
//! the annotations differs. It compares the sizes of the executables section by section, then
//! recompiles the programs in turn and compares the times. The tables on its standard output are
//! those of `docs/benchmarks.md`. `--keep` leaves the programs behind, for a look at their machine
//! code.

mod arguments;
mod figures;
mod program;
mod rounds;
mod scratch;
mod sections;
mod table;

use arguments::Arguments;
use harness::Result;
use scratch::{Scratch, Step};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    harness::ended(Arguments::parse(std::env::args().skip(1)).and_then(|arguments| measure(&arguments)))
}

fn measure(arguments: &Arguments) -> Result<()> {
    let functions = arguments.functions;
    let [none, once, each] = program::programs(functions);
    let mut scratch = Scratch::new(&[&none, &once, &each])?;
    if arguments.keep {
        scratch.keep();
    }
    eprintln!("Building the dependencies …");
    scratch.prepare(&none)?;

    for program in [&once, &each] {
        scratch.compile(Step::Release, program)?;
        if scratch.output_of(program)? != scratch.output_of(&none)? {
            return Err(format!("the annotations changed what `{}` does", program.name).into());
        }
    }
    let sizes = [
        scratch.sizes_of(&none)?,
        scratch.sizes_of(&once)?,
        scratch.sizes_of(&each)?,
    ];

    let mut times = Vec::new();
    for step in Step::ALL {
        // The first time, files are read that are in the system's cache from then on.
        scratch.compile(step, &none)?;
        scratch.compile(step, &each)?;
        let mut pairs = Vec::new();
        for round in 1..=arguments.rounds {
            eprintln!("{}, round {round} of {} …", step.title(), arguments.rounds);
            pairs.push((scratch.compile(step, &none)?, scratch.compile(step, &each)?));
        }
        times.push((step.title(), pairs));
    }

    println!("{functions} functions, {} rounds, {}\n", arguments.rounds, machine()?);
    println!("How much larger do the annotations make the program? In bytes:\n");
    println!("{}", figures::sizes(functions, sizes));
    println!("How much longer does the program's own crate take to compile? In milliseconds, medians:\n");
    println!("{}", figures::times(functions, &times));
    Ok(())
}

/// The machine and the compiler, on which the figures depend.
fn machine() -> Result<String> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output()?;
    let said = String::from_utf8(output.stdout)?;
    let version = said.lines().next().unwrap_or_default();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    let cores = std::thread::available_parallelism()?;
    Ok(format!("{version}, {}, {cores} cores", host.unwrap_or_default()))
}
