//! What all tests share: the registry with its packages, cargo's home, and the folder that is
//! compiled into.

use crate::cargo::{bare, output};
use crate::registry::Registry;
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

pub(crate) struct World {
    folder: PathBuf,
    /// Held as long as this process lives: another one would begin with an empty folder.
    _lock: File,
}

/// The packages that programs here depend on: name, version, and what else their manifest says.
const PACKAGES: [(&str, &str, &str); 6] = [
    ("plain", "1.0.0", ""),
    ("plain", "1.1.0", ""),
    ("plain", "2.0.0", ""),
    ("with-hyphen", "0.2.0-rc.1+build.5", ""),
    ("renamed-library", "1.0.0", "[lib]\nname = \"other_name\"\n"),
    ("procedural", "1.0.0", "[lib]\nproc-macro = true\n"),
];

impl World {
    pub(crate) fn get() -> &'static Self {
        static WORLD: LazyLock<World> = LazyLock::new(World::make);
        &WORLD
    }

    pub(crate) fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    pub(crate) fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    pub(crate) fn registry(&self) -> Registry {
        Registry {
            folder: self.folder.join("registry"),
            home: self.home(),
        }
    }

    fn make() -> Self {
        let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let lock = File::create(temporary.join("modules.lock")).expect("a file");
        lock.lock().expect("locked");
        let folder = temporary.join("modules");
        // What an earlier run compiled may be an earlier macro: to cargo, a package of a registry
        // never changes.
        if folder.exists() {
            fs::remove_dir_all(&folder).expect("removed");
        }
        let world = Self { folder, _lock: lock };
        let registry = world.registry();
        fs::create_dir_all(registry.folder.join("index")).expect("a folder");
        fs::create_dir_all(world.home()).expect("a folder");
        let config = format!(
            "[source.crates-io]\nreplace-with = \"made\"\n[source.made]\nlocal-registry = {}\n",
            quoted(&registry.folder)
        );
        fs::write(world.home().join("config.toml"), config).expect("written");
        for folder in downloaded() {
            let copy = tempfile::tempdir().expect("a folder");
            copy_package(&folder, copy.path());
            registry.publish(copy.path());
        }
        registry.publish(&macros());
        for (name, version, manifest) in PACKAGES {
            let folder = tempfile::tempdir().expect("a folder");
            write_library(folder.path(), name, version, manifest);
            registry.publish(folder.path());
        }
        let stub = tempfile::tempdir().expect("a folder");
        write_library(
            stub.path(),
            "stub",
            "1.0.0",
            "[dependencies]\ntelemetry-macros = \"*\"\n",
        );
        write(&stub.path().join("src/lib.rs"), include_str!("../../stub/lib.rs"));
        registry.publish(stub.path());
        world
    }
}

/// Makes a library; `manifest` is what follows its name and version.
pub(crate) fn write_library(folder: &Path, name: &str, version: &str, manifest: &str) {
    let package = format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n");
    write(&folder.join("Cargo.toml"), &(package + manifest));
    write(&folder.join("src/lib.rs"), "");
}

pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, text).expect("written");
}

/// As TOML writes a path.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display())
}

fn macros() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2);
    root.expect("the workspace").join("telemetry-macros")
}

/// The folders of the packages that the macros depend on, where cargo has put them already for this
/// workspace. As far as this goes, cargo is configured as it is: it alone knows where that is.
fn downloaded() -> Vec<PathBuf> {
    let seed = tempfile::tempdir().expect("a folder");
    let manifest = format!("[dependencies]\ntelemetry-macros.path = {}\n", quoted(&macros()));
    write_library(seed.path(), "seed", "0.0.0", &manifest);
    let lock = macros().with_file_name("Cargo.lock");
    fs::copy(lock, seed.path().join("Cargo.lock")).expect("the lock file of this workspace");
    let mut command = bare(&macros(), None);
    command.args(["metadata", "--offline", "--format-version=1", "--manifest-path"]);
    let said: Value = serde_json::from_str(&output(command.arg(seed.path().join("Cargo.toml")))).expect("JSON");
    let packages = said["packages"].as_array().expect("packages").iter();
    let fetched = packages.filter(|package| !package["source"].is_null());
    let manifest = |package: &Value| PathBuf::from(package["manifest_path"].as_str().expect("a path"));
    let folder = |package| manifest(package).parent().expect("a folder").to_owned();
    fetched.map(folder).collect()
}

/// Without what cargo itself put there.
fn copy_package(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.is_dir() {
            copy_package(&path, &to.join(name));
        } else if !name.starts_with('.') && !["Cargo.toml.orig", "Cargo.lock"].contains(&&*name) {
            fs::copy(&path, to.join(name)).expect("copied");
        }
    }
}
