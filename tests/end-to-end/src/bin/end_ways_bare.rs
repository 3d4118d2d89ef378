//! The twin of `end_ways` that never heard of telemetry.

#[path = "../body/mod.rs"]
mod body;
#[path = "../ways/mod.rs"]
mod ways;

use body::Failure;

fn main() -> Result<(), Failure> {
    body::run(&[("way", ways::go), ("work", work), ("evaluate", evaluate)])
}

fn work(way: &str) -> Result<(), Failure> {
    ways::go(way)
}

fn evaluate(value: &str) -> Result<(), Failure> {
    body::command("evaluate", value)
}
