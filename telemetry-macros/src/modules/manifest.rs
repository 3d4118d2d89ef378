//! The three lines of a `Cargo.toml` that matter here: the package's name and version, and its library's name.
//!
//! No TOML parser, which every program with this macro would have to compile: a line is read in its plainest spelling,
//! which is that of every published package, because cargo writes it anew. Another spelling is as good as no line.

use super::Module;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// A package, as its manifest says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) module: Module,
    /// The name of its library crate.
    pub(super) library: String,
}

/// The manifest in a folder.
pub(super) fn read(folder: &Path) -> Option<Manifest> {
    let lines = lines(&fs::read_to_string(folder.join("Cargo.toml")).ok()?);
    let name = text(lines.get("package.name")?)?;
    let version = match lines.get("package.version").and_then(|version| text(version)) {
        Some(version) => version,
        None if is_inherited(&lines) => workspace_version(folder)?,
        None => return None,
    };
    let library = match lines.get("lib.name") {
        Some(name) => text(name)?,
        None => name.replace('-', "_"),
    };
    let is_plain = is_name(&name) && is_version(&version);
    is_plain.then_some(Manifest {
        module: Module { name, version },
        library,
    })
}

fn is_inherited(lines: &HashMap<String, String>) -> bool {
    let dotted = lines
        .get("package.version.workspace")
        .is_some_and(|value| value == "true");
    let inline = lines
        .get("package.version")
        .is_some_and(|value| value.replace(' ', "") == "{workspace=true}");
    dotted || inline
}

/// The version that a workspace gives to its members.
fn workspace_version(member: &Path) -> Option<String> {
    // A relative path ends where this compiler runs, which is the workspace's root.
    let member = fs::canonicalize(member).ok()?;
    let root = member.ancestors().find_map(|folder| {
        let lines = lines(&fs::read_to_string(folder.join("Cargo.toml")).ok()?);
        lines.keys().any(|key| key.starts_with("workspace.")).then_some(lines)
    })?;
    text(root.get("workspace.package.version")?)
}

// Input:  [package]
//         name = "a" # comment
// Output: {"package.name": "\"a\" # comment"}
fn lines(manifest: &str) -> HashMap<String, String> {
    let mut section = String::new();
    let mut found = HashMap::new();
    let mut text_ends: Option<&str> = None;
    for line in manifest.lines().map(str::trim) {
        // A text of several lines may hold what looks like a section.
        if let Some(end) = text_ends {
            if line.contains(end) {
                text_ends = None;
            }
            continue;
        }
        if let Some(header) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            // The lines of an array of arrays look alike, but for their quotes.
            if !header.0.contains(['"', '\'', ',']) {
                header.0.trim().clone_into(&mut section);
            }
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            continue;
        };
        text_ends = ["\"\"\"", "'''"]
            .into_iter()
            .find(|quotes| value.matches(quotes).count() == 1);
        let key: String = key.split_whitespace().collect();
        found.insert(format!("{section}.{key}"), value.trim().to_owned());
    }
    // An empty `[workspace]` ends the search for a root, too.
    if manifest.lines().any(|line| line.trim() == "[workspace]") {
        found.insert("workspace.".to_owned(), String::new());
    }
    found
}

// Input:  `"a" # comment`
// Output: a
fn text(value: &str) -> Option<String> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (text, rest) = value[1..].split_once(quote)?;
    let ends = rest.trim().is_empty() || rest.trim().starts_with('#');
    (ends && !text.is_empty() && !text.contains('\\')).then(|| text.to_owned())
}

fn is_name(name: &str) -> bool {
    name.len() <= 64 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

fn is_version(version: &str) -> bool {
    let starts = version.starts_with(|c: char| c.is_ascii_digit());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    starts && version.len() <= 64 && version.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(manifest: &str) -> Option<(String, String, String)> {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
        read(folder.path()).map(|it| (it.module.name, it.module.version, it.library))
    }

    fn assert_read(manifest: &str, name: &str, version: &str, library: &str) {
        let (found_name, found_version, found_library) = of(manifest).unwrap();
        assert_eq!(
            (&*found_name, &*found_version, &*found_library),
            (name, version, library)
        );
    }

    #[test]
    fn name_version_and_library_are_read() {
        assert_read(
            "[package]\nname = \"a-b\"\nversion = \"1.2.3\"\n",
            "a-b",
            "1.2.3",
            "a_b",
        );
        let renamed =
            "[lib]\nname = \"telemetry\"\n[package]\nversion='0.1.0-rc.1+x' # why\n name=\"opt-in-telemetry\"\n";
        assert_read(renamed, "opt-in-telemetry", "0.1.0-rc.1+x", "telemetry");
    }

    #[test]
    fn other_sections_do_not_count() {
        let manifest = "[package]\nname = \"a\"\nversion = \"1.0.0\"\n\
                        [dependencies.b]\nname = \"b\"\nversion = \"2.0.0\"\n[[bin]]\nname = \"c\"\n";
        assert_read(manifest, "a", "1.0.0", "a");
    }

    #[test]
    fn texts_and_arrays_of_several_lines_do_not_count() {
        let manifest = "[package]\nname = \"a\"\ndescription = \"\"\"\n[other]\nname = \"b\"\n\"\"\"\n\
                        keywords = [\n  [\"x\", \"y\"],\n]\nversion = \"1.0.0\"\n";
        assert_read(manifest, "a", "1.0.0", "a");
    }

    #[test]
    fn what_is_not_certain_is_left_out() {
        for manifest in [
            "",
            "[workspace]\n",
            "[package]\nname = \"a\"\n",
            "[package]\nname = \"a\"\nversion = 1\n",
            "[package]\nname = \"a\"\nversion = \"/home/me\"\n",
            "[package]\nname = \"a/b\"\nversion = \"1.0.0\"\n",
            "[package]\nname = \"a\"\nversion = \"1.0.0\" x\n",
            "[package]\nname = \"a\"\nversion = \"1\\u002e0\"\n",
            "[package]\nname = \"a\"\nversion = { path = \"x\" }\n",
            "[package]\nname = \"a\"\nversion.workspace = true\n",
        ] {
            assert_eq!(of(manifest), None, "{manifest}");
        }
    }

    #[test]
    fn a_version_of_the_workspace_is_looked_up() {
        for inherited in ["version.workspace = true", "version = { workspace = true }"] {
            let root = tempfile::tempdir().unwrap();
            let member = root.path().join("crates/a");
            fs::create_dir_all(&member).unwrap();
            let workspace = "[workspace]\nmembers = []\n[workspace.package]\nversion = \"3.0.0\"\n";
            fs::write(root.path().join("Cargo.toml"), workspace).unwrap();
            fs::write(
                member.join("Cargo.toml"),
                format!("[package]\nname = \"a\"\n{inherited}\n"),
            )
            .unwrap();
            assert_eq!(read(&member).unwrap().module.version, "3.0.0");
            // A nearer workspace is the one.
            fs::write(root.path().join("crates/Cargo.toml"), "[workspace]\n").unwrap();
            assert_eq!(read(&member), None);
        }
    }
}
