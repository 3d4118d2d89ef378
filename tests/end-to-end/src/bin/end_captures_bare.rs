//! The twin of `end_captures` that never heard of telemetry.

#[expect(dead_code, reason = "its commands do something of their own")]
#[path = "../body/mod.rs"]
mod body;
#[path = "../captures/mod.rs"]
mod captures;

use body::Failure;

macro_rules! capture {
    ($error:expr) => {{
        let _ = $error;
    }};
}
macro_rules! handed_on {
    () => {
        |_| ()
    };
}
pub(crate) use {capture, handed_on};

fn main() -> Result<(), Failure> {
    body::run(&[("capture", captures::go), ("evaluate", evaluate)])
}

fn evaluate(what: &str) -> Result<(), Failure> {
    captures::go(what)
}

fn hurry() {}
