//! Where cargo puts what it compiles, and what lies about.

use crate::cargo::{bare, output};
use crate::case::{Case, TagValues};
use crate::world::World;
use std::path::Path;

#[test]
fn lock_files_that_name_other_versions() {
    let case = Case::new("stale-locks");
    case.program("outer", "plain = \"1\"\n");
    output(case.cargo("outer").args(["update", "--precise", "1.0.0", "plain"]));
    // One of a folder above is of another workspace.
    case.program("outer/inner", "plain = \"1\"\n[workspace]\n");
    case.told("outer/inner").assert(&["plain 1.1.0"], &[]);
    // One that the manifest has left behind.
    case.program("outer", "plain = \"2\"\n");
    case.told("outer").assert(&["plain 2.0.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn versions_that_change_between_two_builds() {
    let case = Case::new("rebuilt");
    case.program(".", "plain = \"1\"\npart.path = \"part\"\n");
    case.library("part", "part", "0.1.0", "");
    case.told(".").assert(&["part 0.1.0", "plain 1.1.0"], &["part"]);
    case.library("part", "part", "0.2.0", "");
    output(case.cargo(".").args(["update", "--precise", "1.0.0", "plain"]));
    case.told(".").assert(&["part 0.2.0", "plain 1.0.0"], &["part"]);
    // No lock file at all.
    std::fs::remove_file(case.path("Cargo.lock")).expect("removed");
    case.told(".").assert(&["part 0.2.0", "plain 1.1.0"], &["part"]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn for_a_target_that_is_named() {
    let case = Case::new("with-target");
    case.program(
        ".",
        "plain = \"1\"\nprocedural = \"1\"\n[build-dependencies]\nplain = \"1\"\n",
    );
    case.write("build.rs", "fn main() {}");
    let told = case.told_with(".", &["--target", &host()]);
    told.assert(&["plain 1.1.0", "procedural 1.0.0"], &[]);
}

fn host() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = output(std::process::Command::new(rustc).arg("-vV"));
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("a compiler is of a host").to_owned()
}

/// A target directory of its own, relative, and another one for what is only needed to build;
/// folders that are awkward to write; a compiler that is started by another program, its arguments
/// in a file.
#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn in_a_folder_with_a_name_in_two_words_and_through_a_wrapper() {
    let case = Case::new("awkward");
    let folder = "zwölf Häuser/my work";
    case.library(&format!("{folder}/a part"), "part", "0.1.0", "");
    case.program(folder, "plain = \"1\"\nprocedural = \"1\"\npart.path = \"a part\"\n");
    let mut command = bare(&case.path(folder), Some(&World::get().home()));
    command
        .args(["run", "--quiet"])
        .env("CARGO_TARGET_DIR", "../der Ertrag")
        .env("CARGO_BUILD_BUILD_DIR", "../die Späne")
        .env("RUSTC_WRAPPER", Path::new(env!("CARGO_BIN_EXE_compiler-wrapper")));
    TagValues::by(&mut command).assert(&["part 0.1.0", "plain 1.1.0", "procedural 1.0.0"], &["part"]);
    assert!(case.path("zwölf Häuser/der Ertrag").is_dir());
}
