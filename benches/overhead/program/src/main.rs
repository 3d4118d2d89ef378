//! Does as its argument says: `work` enters one command and ends; `calls` prints the time of a call
//! of a command takes, in nanoseconds; `entries` what the first entry of one takes.

use std::hint::black_box;
use std::time::{Duration, Instant};

#[cfg(feature = "floor")]
mod floor;

#[cfg_attr(all(feature = "telemetry", not(feature = "dsn")), telemetry::main)]
#[cfg_attr(
    feature = "dsn",
    telemetry::main(dsn = "https://0123456789abcdef0123456789abcdef@telemetry.example.org/1")
)]
fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("work") => {
            work();
            #[cfg(feature = "floor")]
            floor::leave_something();
        }
        #[cfg(feature = "floor")]
        Some(floor::CHILD) => floor::be_the_child(),
        Some("calls") => println!("{:.2}", nanoseconds_of_a_call()),
        Some("entries") => println!("{:.0}", nanoseconds_of_a_first_entry()),
        _ => eprintln!("the argument is work, calls or entries"),
    }
}

#[cfg_attr(feature = "telemetry", telemetry::command)]
fn work() {
    black_box(());
}

#[cfg_attr(feature = "telemetry", telemetry::command)]
#[inline(never)]
fn called(number: u64) -> u64 {
    black_box(number)
}

/// The fastest of several rounds: whatever else the machine does only ever adds.
fn nanoseconds_of_a_call() -> f64 {
    const CALLS: u32 = 2_000_000;
    called(0);
    let round = || {
        let start = Instant::now();
        for number in 0..CALLS {
            black_box(called(u64::from(number)));
        }
        start.elapsed()
    };
    let fastest = (0..25).map(|_| round()).min().unwrap_or_default();
    fastest.as_secs_f64() * 1e9 / f64::from(CALLS)
}

/// The median of many commands, each entered once.
fn nanoseconds_of_a_first_entry() -> f64 {
    let entry = |command: &fn()| {
        let start = Instant::now();
        command();
        start.elapsed()
    };
    let mut times: Vec<Duration> = COMMANDS.iter().map(entry).collect();
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1e9
}

macro_rules! commands {
    ($($name:ident)*) => {
        $(
            #[cfg_attr(feature = "telemetry", telemetry::command)]
            fn $name() {
                black_box(());
            }
        )*
        static COMMANDS: &[fn()] = &[$($name),*];
    };
}

commands! {
    c00 c01 c02 c03 c04 c05 c06 c07 c08 c09 c10 c11 c12 c13 c14 c15 c16 c17 c18 c19 c20 c21 c22 c23
    c24 c25 c26 c27 c28 c29 c30 c31 c32 c33 c34 c35 c36 c37 c38 c39 c40 c41 c42 c43 c44 c45 c46 c47
    c48 c49 c50 c51 c52 c53 c54 c55 c56 c57 c58 c59 c60 c61 c62 c63
}
