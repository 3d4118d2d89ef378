//! A program that leaves a trace of each piece of its code that runs, in a file in its home.

use std::io::Write;
use std::path::PathBuf;

#[telemetry::main(app = "e2e", config = config())]
fn main() {
    trace("main");
}

fn config() -> PathBuf {
    trace("config");
    PathBuf::from(std::env::var_os("XDG_CONFIG_HOME").expect("a home")).join("e2e/config.yml")
}

fn trace(what: &str) {
    let home = PathBuf::from(std::env::var_os("HOME").expect("a home"));
    let mut file = std::fs::File::options()
        .append(true)
        .create(true)
        .open(home.join("trace"))
        .expect("a trace");
    file.write_all(format!("{what}\n").as_bytes()).expect("a longer trace");
}
