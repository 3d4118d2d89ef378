//! `cargo install`, and `cargo package`.

use crate::cargo::output;
use crate::case::{Case, TagValues};
use crate::sources::workspace_repository;
use crate::world::World;

/// What the program says that is installed with these arguments. In a debug build, as the macros
/// are compiled for it already.
fn installed(case: &Case, arguments: &[&str]) -> TagValues {
    let root = case.path("installed");
    let mut command = case.cargo(".");
    command
        .args(["install", "--debug", "--force", "--no-track", "--root"])
        .arg(&root)
        .args(arguments);
    output(&mut command);
    TagValues::by_program(&root.join("bin"), case.name)
}

#[test]
fn from_a_folder_with_a_stale_lock_file() {
    let case = Case::new("install-path");
    case.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"program\", \"part\"]\n[workspace.package]\nversion = \"3.0.0\"\n",
    );
    case.write("part/src/lib.rs", "");
    case.write(
        "part/Cargo.toml",
        "[package]\nname = \"install-part\"\nedition = \"2024\"\nversion.workspace = true\n",
    );
    case.program_of(
        "program",
        "version.workspace = true",
        "plain = \"1\"\ninstall-part.path = \"../part\"\n",
    );
    // A lock file that names an older version than the newest.
    output(case.cargo("program").args(["update", "--precise", "1.0.0", "plain"]));
    let own = ["install_part"];
    installed(&case, &["--path", "program"]).assert(&["install-part 3.0.0", "plain 1.1.0"], &own);
    installed(&case, &["--path", "program", "--locked"]).assert(&["install-part 3.0.0", "plain 1.0.0"], &own);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn from_a_registry_with_a_stale_lock_file_in_the_package() {
    let case = Case::new("install-registry");
    case.library("aging", "aging", "1.0.0", "");
    case.publish("aging");
    case.library("part", "registry-part", "0.4.0", "");
    case.publish("part");
    case.program(
        "program",
        "aging = \"1\"\nregistry-part = { version = \"0.4\", path = \"../part\" }\n",
    );
    World::get().registry().publish_locked(&case.path("program"));
    case.library("aging", "aging", "1.0.1", "");
    case.publish("aging");
    // What was published knows no folders.
    installed(&case, &["install-registry"]).assert(&["aging 1.0.1", "registry-part 0.4.0"], &[]);
    installed(&case, &["install-registry", "--locked"]).assert(&["aging 1.0.0", "registry-part 0.4.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn from_git_where_the_workspace_is_a_checkout() {
    let case = Case::new("install-git");
    let Some(url) = workspace_repository(&case) else { return };
    installed(&case, &["--git", &url, "install-git"]).assert(&["git-part 2.1.0", "plain 1.1.0"], &["git_part"]);
}

/// `cargo package` unpacks what it has packed and compiles that, in a folder within the target
/// directory.
#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn as_a_package_that_is_verified() {
    let case = Case::new("verified");
    case.library("part", "verified-part", "0.4.0", "");
    case.publish("part");
    let dependencies = "plain = \"=1.0.0\"\nverified-part = { version = \"0.4\", path = \"part\" }\n";
    case.program(".", dependencies);
    output(case.cargo(".").args(["package", "--quiet", "--allow-dirty"]));
    let told = TagValues::by_program(&World::get().target().join("debug"), case.name);
    told.assert(&["plain 1.0.0", "verified-part 0.4.0"], &[]);
}
