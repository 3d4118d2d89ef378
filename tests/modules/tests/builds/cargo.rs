//! Cargo, as if nobody had configured anything.

use crate::world::World;
use std::path::Path;
use std::process::Command;

/// Cargo in a folder, with the home that it is given: nothing that the environment says to cargo or
/// the compiler counts.
pub(crate) fn bare(folder: &Path, home: Option<&Path>) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let mut command = Command::new(cargo);
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let speaks_to_cargo = ["CARGO_", "RUSTC", "RUSTFLAGS", "RUSTDOC", "GIT_"]
            .iter()
            .any(|prefix| text.starts_with(prefix));
        if speaks_to_cargo && !(text == "CARGO_HOME" && home.is_none()) {
            command.env_remove(&name);
        }
    }
    if let Some(home) = home {
        command.env("CARGO_HOME", home);
        // Not `--offline`: then cargo prefers what it has unpacked before to what is newer. Whoever
        // asks the network is told no.
        command.env("CARGO_HTTP_PROXY", "http://127.0.0.1:9");
    }
    // What is compiled here is run once.
    command
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    command.current_dir(folder);
    command
}

/// Cargo that knows the registry of these tests and nothing else, and compiles into the folder that
/// all of them share.
pub(crate) fn cargo(folder: &Path) -> Command {
    let world = World::get();
    let mut command = bare(folder, Some(&world.home()));
    command.env("CARGO_TARGET_DIR", world.target());
    command
}

/// What it prints.
pub(crate) fn output(command: &mut Command) -> String {
    let output = command.output().expect("it starts");
    assert!(
        output.status.success(),
        "{command:?}\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}
