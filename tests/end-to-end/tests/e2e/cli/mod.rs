//! The ready-made subcommand, as a user has it.

mod events;
mod forget;
mod looks;
mod nothing;
#[cfg(target_os = "linux")]
mod question;
mod readme;

use crate::CLI;
use end_to_end::{Finished, World};
use serde_json::Value;

fn telemetry(world: &World, words: &[&str]) -> Finished {
    world.program(CLI).args(["telemetry"]).args(words).run()
}

/// What it prints for scripts.
#[track_caller]
fn json(world: &World, words: &[&str]) -> Value {
    let stdout = telemetry(world, words).quiet().stdout;
    serde_json::from_str(&stdout).unwrap_or_else(|error| panic!("{error} in {stdout}"))
}

#[test]
fn the_help_alone_tells_what_there_is() {
    let world = World::new();
    let help = world.program(CLI).args(["--help"]).run().stdout;
    assert!(
        help.contains("telemetry  Usage and crash reports for the developers: off unless you turn them on"),
        "{help}"
    );
    let help = telemetry(&world, &["--help"]).stdout;
    for word in [
        "status", "on", "off", "preview", "show", "events", "flush", "reset-id", "forget",
    ] {
        assert!(help.contains(&format!("\n  {word} ")), "{word}: {help}");
    }
    let mistaken = telemetry(&world, &["of"]);
    assert_eq!(mistaken.code, Some(2));
    let nothing = telemetry(&world, &[]);
    assert_eq!(nothing.code, Some(2));
    assert!(nothing.stderr.contains("Usage:"), "{nothing:?}");
    world.home.assert_untouched();
}
