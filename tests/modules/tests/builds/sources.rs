//! Where packages come from.

use crate::cargo::{bare, output};
use crate::case::{Case, TagValues};
use std::process::Command;

/// Makes a repository of what lies in a folder. Without git there is none to take packages from.
fn repository(case: &Case, folder: &str) -> Option<String> {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .current_dir(case.path(folder))
            .args(["-c", "user.name=x", "-c", "user.email=x@localhost"]);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        command
            .env("GIT_CONFIG_GLOBAL", case.path("no-such-file"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .args(arguments)
            .output()
    };
    if git(&["init", "--quiet"]).is_err() {
        println!("there is no git: not looked at");
        return None;
    }
    for arguments in [&["add", "."][..], &["commit", "--quiet", "--message", "x"]] {
        let done = git(arguments).expect("git");
        assert!(done.status.success(), "{done:?}");
    }
    let path = case.path(folder).display().to_string().replace('\\', "/");
    Some(format!("file:///{}", path.trim_start_matches('/')))
}

/// A workspace of a library and a program, as a repository.
pub(crate) fn workspace_repository(case: &Case) -> Option<String> {
    case.write(
        "repository/Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"crates/part\", \"program\"]\n[workspace.package]\nversion = \"2.1.0\"\n",
    );
    case.program_of(
        "repository/program",
        "version.workspace = true",
        "plain = \"1\"\ngit-part.path = \"../crates/part\"\n",
    );
    case.write("repository/crates/part/src/lib.rs", "");
    case.write(
        "repository/crates/part/Cargo.toml",
        "[package]\nname = \"git-part\"\nedition = \"2024\"\nversion = { workspace = true }\n",
    );
    repository(case, "repository")
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn from_git_with_a_version_that_the_other_workspace_gives() {
    let case = Case::new("from-git");
    let Some(url) = workspace_repository(&case) else { return };
    case.write(
        "work/Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"program\"]\n[workspace.package]\nversion = \"6.6.6\"\n",
    );
    case.program("work/program", &format!("git-part.git = \"{url}\"\n"));
    case.told("work/program").assert(&["git-part 2.1.0"], &[]);
}

#[test]
fn patched_by_a_folder_inside_and_by_one_outside() {
    let case = Case::new("patched");
    case.library("work/patches/plain", "plain", "1.9.0", "");
    case.library("outside", "with-hyphen", "0.2.7", "");
    case.program(
        "work",
        "plain = \"1\"\nwith-hyphen = \"0.2\"\n[patch.crates-io]\n\
         plain.path = \"patches/plain\"\nwith-hyphen.path = \"../outside\"\n",
    );
    case.told("work")
        .assert(&["plain 1.9.0", "with-hyphen 0.2.7"], &["plain"]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn patched_by_git() {
    let case = Case::new("patched-by-git");
    case.library("repository", "plain", "1.9.1", "");
    let Some(url) = repository(&case, "repository") else {
        return;
    };
    case.program(
        "program",
        &format!("plain = \"1\"\n[patch.crates-io]\nplain.git = \"{url}\"\n"),
    );
    case.told("program").assert(&["plain 1.9.1"], &[]);
}

#[test]
#[ignore = "builds with cargo; .ci/run runs it"]
fn vendored() {
    let case = Case::new("vendored");
    case.program(
        ".",
        "plain = \"1\"\nplain2 = { package = \"plain\", version = \"2\" }\nrenamed-library = \"1\"\n",
    );
    output(case.cargo(".").args(["vendor", "--quiet", "--respect-source-config"]));
    case.write(
        ".cargo/config.toml",
        "[source.crates-io]\nreplace-with = \"vendored\"\n[source.vendored]\ndirectory = \"vendor\"\n",
    );
    // A home that knows no registry, and a folder to compile into where nothing is from one.
    let mut command = bare(&case.path("."), Some(&case.path("home")));
    let told = TagValues::by(command.args(["run", "--quiet"]));
    told.assert(&["plain 1.1.0", "plain 2.0.0", "renamed-library 1.0.0"], &[]);
}
