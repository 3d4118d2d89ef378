//! A registry in a folder: packages as `cargo package` makes them, and the index that cargo reads.

use crate::cargo::{bare, output};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) struct Registry {
    pub(crate) folder: PathBuf,
    /// The home of the cargo that packs.
    pub(crate) home: PathBuf,
}

impl Registry {
    /// Publishes the package in a folder.
    pub(crate) fn publish(&self, folder: &Path) {
        self.pack(folder, &["--exclude-lockfile"]);
    }

    /// With the versions of this moment in its lock file.
    pub(crate) fn publish_locked(&self, folder: &Path) {
        self.pack(folder, &[]);
    }

    fn pack(&self, folder: &Path, options: &[&str]) {
        let package = self.metadata(folder);
        let name = package["name"].as_str().expect("a name");
        let version = package["version"].as_str().expect("a version");
        let target = tempfile::tempdir().expect("a folder");
        output(
            bare(folder, Some(&self.home))
                .args(["package", "--offline", "--no-verify", "--allow-dirty"])
                .args(options)
                .arg("--target-dir")
                .arg(target.path()),
        );
        let file = format!("{name}-{version}.crate");
        let archive = fs::read(target.path().join("package").join(&file)).expect("a package");
        fs::write(self.folder.join(file), &archive).expect("written");
        self.index(name, &entry(&package, &archive));
    }

    fn metadata(&self, folder: &Path) -> Value {
        let said = output(bare(folder, Some(&self.home)).args(["metadata", "--no-deps", "--format-version=1"]));
        let mut said: Value = serde_json::from_str(&said).expect("JSON");
        let packages = said["packages"].as_array_mut().expect("packages");
        let folder = folder.canonicalize().expect("a folder");
        let manifest = |package: &Value| Path::new(package["manifest_path"].as_str().expect("a path")).canonicalize();
        packages.retain(|package| manifest(package).is_ok_and(|path| path == folder.join("Cargo.toml")));
        packages.pop().expect("the package")
    }

    fn index(&self, name: &str, entry: &Value) {
        let folder = match name.len() {
            1 | 2 => name.len().to_string(),
            3 => format!("3/{}", &name[..1]),
            _ => format!("{}/{}", &name[..2], &name[2..4]),
        };
        let folder = self.folder.join("index").join(folder);
        fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join(name);
        let earlier = fs::read_to_string(&file).unwrap_or_default();
        fs::write(file, format!("{earlier}{entry}\n")).expect("written");
    }
}

/// The line of the index for a package that cargo describes.
fn entry(package: &Value, archive: &[u8]) -> Value {
    let dependencies = package["dependencies"].as_array().expect("dependencies");
    let dependencies: Vec<Value> = dependencies.iter().map(dependency).collect();
    let digest = ring::digest::digest(&ring::digest::SHA256, archive);
    // `SHA256:<hex>`
    let digest = format!("{digest:?}");
    let digest = digest.rsplit(':').next();
    json!({
        "name": package["name"],
        "vers": package["version"],
        "deps": dependencies,
        "cksum": digest,
        "features": package["features"],
        "yanked": false,
    })
}

fn dependency(described: &Value) -> Value {
    let rename = &described["rename"];
    let kind = described["kind"].as_str().unwrap_or("normal");
    let (name, package) = if rename.is_null() {
        (&described["name"], &Value::Null)
    } else {
        (rename, &described["name"])
    };
    json!({
        "name": name,
        "package": package,
        "req": described["req"],
        "features": described["features"],
        "optional": described["optional"],
        "default_features": described["uses_default_features"],
        "target": described["target"],
        "kind": kind,
    })
}
