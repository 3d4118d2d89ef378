//! The common parts of the benchmarks of whole programs.

mod builds;
mod figures;
mod home;
mod process;
mod server;

pub use builds::{Build, machine, target_directory};
pub use figures::{added, share};
pub use home::{Home, Homes, settle};
pub use process::{LONGEST, time};
pub use server::{Network, Server};

/// An error is printed in words and ends the benchmark.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// How a benchmark ends.
pub fn ended(result: Result<()>) -> std::process::ExitCode {
    match result {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("The benchmark failed: {error}");
            std::process::ExitCode::FAILURE
        }
    }
}
