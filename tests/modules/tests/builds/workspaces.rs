//! Workspaces: versions that are inherited, and which crates are the program's own.

use crate::case::Case;

const INHERITED: &str = "version.workspace = true";

fn workspace(members: &str, version: &str) -> String {
    format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n[workspace.package]\nversion = \"{version}\"\n")
}

/// A library that inherits its version.
fn member(case: &Case, folder: &str, name: &str, manifest: &str) {
    case.write(&format!("{folder}/src/lib.rs"), "");
    let package = format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n{INHERITED}\n{manifest}");
    case.write(&format!("{folder}/Cargo.toml"), &package);
}

#[test]
fn members_inherit_their_version_and_are_own() {
    let case = Case::new("members");
    case.write("Cargo.toml", &workspace("\"program\", \"crates/*\"", "3.0.0"));
    member(&case, "crates/core", "members-core", "");
    member(
        &case,
        "crates/ui",
        "members-ui",
        "[lib]\nname = \"surface\"\ncrate-type = [\"cdylib\", \"rlib\"]\n",
    );
    member(&case, "crates/derive", "members-derive", "[lib]\nproc-macro = true\n");
    case.program_of(
        "program",
        INHERITED,
        "plain = \"1\"\nmembers-core.path = \"../crates/core\"\nmembers-ui.path = \"../crates/ui\"\n\
         members-derive.path = \"../crates/derive\"\n",
    );
    case.write("program/src/lib.rs", "");
    let expected = [
        "members-core 3.0.0",
        "members-derive 3.0.0",
        "members-ui 3.0.0",
        "plain 1.1.0",
    ];
    case.told("program").assert(&expected, &["members_core", "surface"]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn a_program_may_be_the_root() {
    let case = Case::new("root-program");
    case.library("part", "root-part", "0.3.0", "");
    case.program(".", "root-part.path = \"part\"\n[workspace]\n");
    case.told(".").assert(&["root-part 0.3.0"], &["root_part"]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn a_package_in_the_folder_is_own_without_being_a_member_and_one_outside_is_not() {
    let case = Case::new("path-dependencies");
    let root = "[workspace]\nresolver = \"3\"\nmembers = [\"program\"]\nexclude = [\"third\"]\n";
    case.write("inside/Cargo.toml", root);
    case.library("inside/third", "third-party", "1.2.3", "");
    case.library("outside", "outside", "4.5.6", "");
    let dependencies = "third-party.path = \"../third\"\noutside.path = \"../../outside\"\n";
    case.program("inside/program", dependencies);
    let expected = ["outside 4.5.6", "third-party 1.2.3"];
    case.told("inside/program").assert(&expected, &["third_party"]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn a_dependency_may_be_of_another_workspace() {
    let case = Case::new("two-workspaces");
    case.write("other/Cargo.toml", &workspace("\"a\"", "7.0.0"));
    member(&case, "other/a", "of-other", "");
    case.write("this/Cargo.toml", &workspace("\"program\"", "1.0.0"));
    case.program_of("this/program", INHERITED, "of-other.path = \"../../other/a\"\n");
    case.told("this/program").assert(&["of-other 7.0.0"], &[]);
}

/// Cargo then runs the compiler in the program's own folder, from which relative paths lead to the
/// wrong package.
#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn a_program_outside_of_its_workspace_s_folder_does_not_mistake_another_package_for_a_member() {
    let case = Case::new("outside-program");
    case.write("root/Cargo.toml", &workspace("\"part\", \"../program\"", "1.0.0"));
    member(&case, "root/part", "outside-part", "");
    case.program_of(
        "program",
        "version = \"1.0.0\"\nworkspace = \"../root\"",
        "outside-part.path = \"../root/part\"\n",
    );
    case.library("program/part", "outside-part", "6.6.6", "");
    case.told("program").assert(&[], &["outside_part"]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn a_member_outside_of_the_folder_names_its_workspace() {
    let case = Case::new("outside-member");
    case.write("Cargo.toml", &workspace("", "6.6.6"));
    case.write("root/Cargo.toml", &workspace("\"program\", \"../part\"", "1.0.0"));
    let package = "[package]\nname = \"far-part\"\nversion.workspace = true\nworkspace = \"../root\"\n";
    case.write("part/Cargo.toml", package);
    case.write("part/src/lib.rs", "");
    case.program_of("root/program", INHERITED, "far-part.path = \"../../part\"\n");
    case.told("root/program").assert(&["far-part 1.0.0"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn two_packages_may_share_a_source() {
    let case = Case::new("shared-source");
    case.write("Cargo.toml", &workspace("\"program\", \"full\", \"small\"", "1.0.0"));
    case.library("full", "full", "2.0.0", "[lib]\nname = \"same\"\n");
    case.library(
        "small",
        "small",
        "1.0.0",
        "[lib]\nname = \"same\"\npath = \"../full/src/lib.rs\"\n",
    );
    case.program("program", "small.path = \"../small\"\n");
    case.told("program").assert(&["small 1.0.0"], &["same"]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn manifests_are_read_as_people_write_them() {
    let case = Case::new("spellings");
    let manifests = [
        (
            "first",
            "[package]\nname = \"first\"\nversion = \"0.0.1\"\n[target.'cfg(any())'.dependencies.plain]\nversion = \"2.0.0\"\n",
        ),
        (
            "second",
            "[ package ] # what\nname='second'\n\"version\" = '0.0.2' # why\ndescription = \"\"\"\n[package]\nversion = \"6.6.6\"\n\"\"\"\n",
        ),
        (
            "third",
            "package.name = \"third\"\npackage.version = \"0.0.3\"\n[lib]\npath = './src/lib.rs'\n",
        ),
        (
            "fourth",
            "[[example]]\nname = \"x\"\n[package]\nversion = \"0.0.4\"\nname = \"fourth\"\nkeywords = [\n  \"[lib]\", # ]\n]\n",
        ),
        // Not understood, and so left out.
        ("fifth", "package = { name = \"fifth\", version = \"0.0.5\" }\n"),
        ("sixth", "[package]\nname = \"sixth\"\nversion = \"\"\"0.0.6\"\"\"\n"),
    ];
    for (name, manifest) in manifests {
        case.write(&format!("{name}/src/lib.rs"), "");
        case.write(&format!("{name}/examples/x.rs"), "");
        case.write(&format!("{name}/Cargo.toml"), manifest);
    }
    let dependencies = manifests
        .map(|(name, _)| format!("{name}.path = \"{name}\"\n"))
        .concat();
    case.program(".", &dependencies);
    let expected = ["first 0.0.1", "fourth 0.0.4", "second 0.0.2", "third 0.0.3"];
    let own = ["fifth", "first", "fourth", "second", "sixth", "third"];
    case.told(".").assert(&expected, &own);
}
