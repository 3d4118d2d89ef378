//! `main` is in a module, from where the program takes it.
#![deny(warnings)]

mod app {
    #[telemetry::main(app = "e2e")]
    pub(super) fn main() {
        telemetry::check_in!("watching");
    }
}

use app::main;
