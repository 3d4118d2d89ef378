//! Every argument. A constant of the program may have any name, those of the expansion's items too.
// events: []
// expansion: main
#![deny(warnings)]

const APP: &str = "ui@0.1.0";

#[telemetry::main(
    dsn = option_env!("NO_SUCH_DSN"),
    app = "e2e",
    release = APP,
    environment = "tests",
    dist = concat!("a", "-", "b"),
    config = config(),
    section = "telemetry",
    messages = "withheld",
    errors = "captured",
    contact = "privacy@example.org",
    policy = "https://example.org/privacy",
    qualifier = "org",
    organization = "Example",
    delivery = "background",
    sample = 1.0,
    crate = ::telemetry,
)]
fn main() {
    assert_eq!(APP, "ui@0.1.0");
}

fn config() -> Option<std::path::PathBuf> {
    std::env::var_os("E2E_CONFIG").map(std::path::PathBuf::from)
}
