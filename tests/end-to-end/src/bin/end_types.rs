//! A `main` of each type that can return an error; the first argument says which. Its twin without
//! attributes is `end_types_bare`.

#[path = "../errors/mod.rs"]
mod errors;

use std::process::{ExitCode, Termination};

/// Does for a `main` of any type what std does. An uploader has no arguments, and ends in the first
/// of them before anything is called.
fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        None | Some("io") => io::main().report(),
        Some("anyhow") => anyhow::main().report(),
        Some("boxed") => boxed::main().report(),
        Some("text") => text::main().report(),
        Some("fields") => fields::main().report(),
        Some("unprintable") => unprintable::main().report(),
        Some(other) => panic!("no such type: {other}"),
    }
}

mod io {
    #[telemetry::main(app = "e2e")]
    pub(super) fn main() -> std::io::Result<()> {
        super::errors::io()
    }
}

mod anyhow {
    #[telemetry::main(app = "e2e")]
    pub(super) fn main() -> ::anyhow::Result<()> {
        super::errors::anyhow()
    }
}

mod boxed {
    #[telemetry::main(app = "e2e")]
    pub(super) fn main() -> Result<(), Box<dyn std::error::Error>> {
        super::errors::boxed()
    }
}

mod text {
    #[telemetry::main(app = "e2e")]
    pub(super) fn main() -> Result<(), String> {
        super::errors::text()
    }
}

mod fields {
    #[telemetry::main(app = "e2e")]
    pub(super) fn main() -> Result<(), super::errors::Login> {
        super::errors::fields()
    }
}

mod unprintable {
    #[telemetry::main(app = "e2e")]
    pub(super) fn main() -> Result<(), super::errors::Unprintable> {
        super::errors::unprintable()
    }
}
