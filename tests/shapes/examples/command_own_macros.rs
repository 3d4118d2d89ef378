//! The program has macros of its own that are called as those of the language.
// events: ["Start evaluate", "Check-in watching"]
#![deny(warnings)]
#![allow(unused_macros)]

macro_rules! env {
    () => {
        1
    };
}

macro_rules! line {
    () => {
        1
    };
}

macro_rules! file {
    () => {
        1
    };
}

macro_rules! cfg {
    () => {
        1
    };
}

macro_rules! module_path {
    () => {
        1
    };
}

macro_rules! concat {
    () => {
        1
    };
}

macro_rules! option_env {
    () => {
        1
    };
}

macro_rules! stringify {
    () => {
        1
    };
}

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(evaluate(), 8);
    telemetry::check_in!("watching");
}

#[telemetry::command]
fn evaluate() -> u8 {
    env!() + line!() + file!() + cfg!() + module_path!() + concat!() + option_env!() + stringify!()
}
