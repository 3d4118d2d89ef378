//! The program has types, traits, variants and functions of its own that are called as those of the prelude.
// events: ["Start drop", "Start evaluate", "Check-in watching"]
#![deny(warnings)]
#![allow(dead_code)]

struct Option;
struct Result;
struct Some;
struct None;
struct Ok;
struct Err;
struct String;
struct Vec;
struct Box;
trait Sync {}
trait Send {}
trait Sized {}
trait Copy {}
trait Clone {}
trait Fn {}
trait FnOnce {}
trait Drop {}
trait Default {}
trait From {}
trait Into {}
trait AsRef {}

#[telemetry::main(app = "e2e", config = path())]
fn main() {
    assert_eq!(drop(1), 2);
    let _: Option = evaluate(Some);
    telemetry::check_in!("watching");
}

#[telemetry::command]
fn evaluate(_: Some) -> Option {
    Option
}

#[telemetry::command]
fn drop(x: u8) -> u8 {
    x + 1
}

fn path() -> std::option::Option<std::path::PathBuf> {
    std::env::var_os("E2E_CONFIG").map(std::path::PathBuf::from)
}
