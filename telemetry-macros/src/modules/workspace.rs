//! The version that a workspace gives to its members (`version.workspace = true`).

use super::toml::Lines;
use std::path::{Path, PathBuf};

/// The version for the package in a folder, from the workspace that cargo finds for it: named by
/// the package itself, or the nearest above.
pub(super) fn version(package: &Path) -> Option<String> {
    // A relative path ends where this compiler runs, and the workspace may begin above. Links are
    // not resolved, as cargo does not.
    let package = std::path::absolute(package).ok()?;
    let (root, lines) = package.ancestors().find_map(|folder| {
        let lines = Lines::of_file(&folder.join("Cargo.toml"))?;
        let is_known = lines.value("package.workspace").is_some() || lines.have_table("workspace");
        is_known.then(|| (folder.to_owned(), lines))
    })?;
    let (root, lines) = named(root, lines)?;
    // Then it is a package of a workspace further above; or of this one, if it is a member all the
    // same.
    let excludes = lines.texts("workspace.exclude");
    let is_excluded = excludes.iter().any(|folder| package.starts_with(root.join(folder)));
    if is_excluded {
        return None;
    }
    lines.text("workspace.package.version")
}

// Input:  the folder of a package that says `workspace = "../root"`
// Output: the folder ../root
fn named(folder: PathBuf, lines: Lines) -> Option<(PathBuf, Lines)> {
    if lines.value("package.workspace").is_none() {
        return Some((folder, lines));
    }
    let root = folder.join(lines.text("package.workspace")?);
    let lines = Lines::of_file(&root.join("Cargo.toml"))?;
    Some((root, lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The version for the package in `outer/crates/a`, given manifests.
    fn found(manifests: &[(&str, &str)]) -> Option<String> {
        let all = tempfile::tempdir().unwrap();
        for (folder, toml) in manifests {
            let folder = all.path().join(folder);
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("Cargo.toml"), toml).unwrap();
        }
        version(&all.path().join("outer/crates/a"))
    }

    const PACKAGE: &str = "[package]\nname = \"a\"\nversion.workspace = true\n";

    fn workspace(version: &str) -> String {
        format!("[workspace]\nmembers = [\"x\"]\n[workspace.package]\nversion = \"{version}\"\n")
    }

    #[test]
    fn the_nearest_workspace_is_the_one() {
        let one = workspace("1.0.0");
        assert_eq!(found(&[("outer/crates/a", PACKAGE)]), None);
        let manifests = [("outer", &*one), ("outer/crates/a", PACKAGE)];
        assert_eq!(found(&manifests).as_deref(), Some("1.0.0"));
        let nearer = workspace("2.0.0");
        let manifests = [("outer", &*one), ("outer/crates", &nearer), ("outer/crates/a", PACKAGE)];
        assert_eq!(found(&manifests).as_deref(), Some("2.0.0"));
        // It has no version to give.
        let manifests = [
            ("outer", &*one),
            ("outer/crates", "[workspace]\n"),
            ("outer/crates/a", PACKAGE),
        ];
        assert_eq!(found(&manifests), None);
    }

    #[test]
    fn a_package_is_a_workspace_of_its_own() {
        let package = format!("{PACKAGE}{}", workspace("2.0.0"));
        let manifests = [("outer", &*workspace("1.0.0")), ("outer/crates/a", &package)];
        assert_eq!(found(&manifests).as_deref(), Some("2.0.0"));
    }

    #[test]
    fn a_package_may_name_its_workspace() {
        let package = format!("{PACKAGE}workspace = \"../../../other\"\n");
        let (one, two) = (workspace("1.0.0"), workspace("2.0.0"));
        let manifests = [("outer", &*one), ("other", &two), ("outer/crates/a", &package)];
        assert_eq!(found(&manifests).as_deref(), Some("2.0.0"));
        let manifests = [("outer", &*one), ("outer/crates/a", &package)];
        assert_eq!(found(&manifests), None);
    }

    #[test]
    fn a_workspace_that_excludes_the_package_is_not_believed() {
        let excluding =
            |folder: &str| workspace("1.0.0").replace("members = [\"x\"]", &format!("exclude = [\"{folder}\"]"));
        for (folder, version) in [("crates", None), ("crates/a", None), ("crates/b", Some("1.0.0"))] {
            let manifests = [("outer", &*excluding(folder)), ("outer/crates/a", PACKAGE)];
            assert_eq!(found(&manifests).as_deref(), version, "{folder}");
        }
    }
}
