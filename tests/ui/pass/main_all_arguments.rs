//! A constant of the program may have any name, those of the expansion's items too.
#![deny(warnings)]

const APP: &str = "ui@1";

#[telemetry::main(
    dsn = option_env!("NO_SUCH_DSN"),
    app = "ui",
    release = APP,
    environment = "tests",
    dist = concat!("a", "-", "b"),
    config = config(),
    messages = "withheld",
    contact = "privacy@example.org",
    policy = "https://example.org/privacy",
    qualifier = "org",
    organization = "Example",
    delivery = "inline",
    crate = ::telemetry,
)]
fn main() {}

fn config() -> Option<std::path::PathBuf> {
    None
}
