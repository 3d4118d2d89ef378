//! The subcommand as the README shows it, in a program whose `main` returns a `Result`.

use end_to_end::World;
use std::path::Path;

const PROGRAM: &str = include_str!("../../../src/bin/readme_cli.rs");

#[test]
fn the_readme_shows_the_program() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(readme).expect("the README");
    let (_, program) = PROGRAM.split_once("\n\n").expect("a comment and the program");
    assert!(readme.contains(&format!("```rust,ignore\n{program}```\n")));
}

#[test]
fn exit_ends_it_with_the_code_of_the_subcommand() {
    let world = World::new();
    let program = |word| {
        world
            .program(env!("CARGO_BIN_EXE_readme_cli"))
            .args(["telemetry", word])
            .run()
    };
    assert_eq!(program("status").quiet().code, Some(0));
    assert_eq!(program("flush").code, Some(1));
    assert_eq!(program("nothing").code, Some(2));
}
