//! The program's own modules are called as the crates are that the expansions name.
// events: ["Start evaluate", "Start inside", "Check-in watching"]
#![deny(warnings)]

mod core {
    pub(crate) const ONE: u8 = 1;
}

mod std {
    pub(crate) const TWO: u8 = 2;
}

mod linkme {
    pub(crate) const THREE: u8 = 3;
}

// It hides the crate, which is reached by its absolute path.
mod telemetry {
    pub(crate) const FOUR: u8 = 4;

    #[::telemetry::command]
    pub(crate) fn inside() -> u8 {
        FOUR
    }
}

#[::telemetry::main(app = "e2e")]
fn main() {
    assert_eq!(evaluate(), 10);
    assert_eq!(telemetry::inside(), 4);
    ::telemetry::check_in!("watching");
}

#[::telemetry::command]
fn evaluate() -> u8 {
    core::ONE + std::TWO + linkme::THREE + telemetry::FOUR
}
