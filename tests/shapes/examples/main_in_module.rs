//! `main` is in a module, from where the program takes it.
// events: ["Check-in watching"]
#![deny(warnings)]
// Tests have a `main` of their own.
#![cfg_attr(test, allow(dead_code))]

mod app {
    #[telemetry::main(app = "e2e")]
    pub(super) fn main() {
        telemetry::check_in!("watching");
    }
}

use app::main;
