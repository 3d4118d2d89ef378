#![deny(warnings)]

#[telemetry::main]
fn main() -> impl std::process::Termination {
    std::process::ExitCode::SUCCESS
}
