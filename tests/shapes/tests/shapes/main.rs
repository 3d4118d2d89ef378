//! Functions and programs of every shape. Each file of `examples/` is one, and is run as a real
//! process.
//!
//! The head of a shape says what arrives of it:
//!
//! ```text
//! // events: ["Start evaluate"]
//! // failure: {"code": 1, "stderr": "Error: no prices\n", "session": "exited 1"}
//! // expansion: evaluate, watch
//! ```
//!
//! `events` are the messages after that of the start, of a run without arguments, which ends well.
//! `failure` is how a run with the argument `fail` ends, of shapes whose `main` can fail.
//! `expansion` names the items whose expansions are reviewed: `telemetry-macros/src/golden`
//! compares them with a file of the shape's name in `expansions/`.

mod clap;
#[cfg(unix)]
mod lints;
mod runs;
mod shape;

/// For each shape, a module with its tests.
macro_rules! shapes {
    ($($name:ident: $source:expr;)*) => {
        const SHAPES: &[shape::Shape] = &[$($name::SHAPE),*];

        $(
            mod $name {
                use crate::{runs, shape::Shape};

                pub(super) const SHAPE: Shape = Shape { name: stringify!($name), source: $source };

                #[test]
                fn its_events_arrive() {
                    runs::assert_events_arrive(&SHAPE);
                }

                #[test]
                fn without_consent_it_is_silent() {
                    runs::assert_silent(&SHAPE);
                }
            }
        )*
    };
}

include!(concat!(env!("OUT_DIR"), "/shapes.rs"));

#[test]
fn each_shape_denies_warnings() {
    for shape in SHAPES {
        assert!(shape.source.contains("\n#![deny(warnings"), "{}", shape.name);
    }
}
