//! Leaves a file in `ran`, beside its working directory's other files, each time its code runs.

use std::fs::{self, File};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

#[telemetry::main(app = "e2e")]
fn main() -> ExitCode {
    count();
    match std::env::args().nth(1).as_deref() {
        Some("panic") => panic!("no prices"),
        Some("exit") => std::process::exit(3),
        _ => ExitCode::SUCCESS,
    }
}

/// A file of its own for each run, because two that write to one file may overwrite each other.
fn count() {
    fs::create_dir_all("ran").expect("a directory");
    loop {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970");
        let name = format!("ran/{}-{}", std::process::id(), now.as_nanos());
        match File::create_new(name) {
            Ok(_) => return,
            Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists),
        }
    }
}
