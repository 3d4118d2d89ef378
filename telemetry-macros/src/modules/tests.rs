//! Whole look-ups, in folders as cargo lays them out.

use super::*;
use std::ffi::OsString;
use std::path::PathBuf;
use tempfile::TempDir;

/// A target directory and the sources of packages.
struct Build {
    folder: TempDir,
    arguments: Vec<OsString>,
}

impl Build {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("target/debug/deps")).unwrap();
        Self {
            folder,
            arguments: vec!["rustc".into(), "src/main.rs".into()],
        }
    }

    fn write(&self, path: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// A library compiled from `source`, and the argument that names it.
    fn compile(&mut self, library: &str, source: &Path) {
        let dep_info = format!("{library}.d: {} other.rs\n", source.display());
        self.write(&format!("target/debug/deps/{library}.d"), &dep_info);
        self.depend_on(library);
    }

    fn depend_on(&mut self, library: &str) {
        let file = self.folder.path().join(format!("target/debug/deps/lib{library}.rmeta"));
        self.arguments.push("--extern".into());
        self.arguments.push(format!("name={}", file.display()).into());
    }

    fn package(&mut self, folder: &str, name: &str, version: &str) -> PathBuf {
        let manifest = format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\n");
        self.write(&format!("{folder}/Cargo.toml"), &manifest);
        self.write(&format!("{folder}/src/lib.rs"), "")
    }

    fn compiled_in(&self) -> CompiledIn {
        let arguments = Arguments::read(self.arguments.iter().cloned());
        of_arguments(&arguments, &self.folder.path().join("program"))
    }

    fn modules(&self) -> Vec<(String, String)> {
        let modules = self.compiled_in().modules;
        modules
            .into_iter()
            .map(|Module { name, version }| (name, version))
            .collect()
    }
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected
        .iter()
        .map(|(name, version)| ((*name).to_owned(), (*version).to_owned()))
        .collect()
}

#[test]
fn packages_of_every_source_are_found_sorted_and_once() {
    let mut build = Build::new();
    let registry = build.package("registry/src/index-1/tokio-1.54.1", "tokio", "1.54.1");
    let vendored = build.package("vendor/any-how", "any-how", "1.0.0");
    let git = build.package("git/checkouts/b-01/0123abc/b", "b", "0.2.0");
    build.compile("tokio-01", &registry);
    build.compile("any_how-02", &vendored);
    build.compile("b-03", &git);
    build.depend_on("tokio-01");
    assert_eq!(
        build.modules(),
        pairs(&[("any-how", "1.0.0"), ("b", "0.2.0"), ("tokio", "1.54.1")])
    );
}

#[test]
fn a_stranger_s_manifest_above_the_source_is_not_believed() {
    let mut build = Build::new();
    build.package("work", "outer", "9.9.9");
    let source = build.write("work/generated/lib.rs", "");
    build.compile("inner-01", &source);
    assert_eq!(build.modules(), []);
}

#[test]
fn of_nested_packages_the_one_with_that_library_is_found() {
    let mut build = Build::new();
    let outer = "[package]\nname = \"outer\"\nversion = \"1.0.0\"\n[lib]\npath = \"inner/lib.rs\"\n";
    build.write("work/Cargo.toml", outer);
    build.package("work/inner", "inner", "2.0.0");
    let source = build.write("work/inner/lib.rs", "");
    build.compile("outer-01", &source);
    assert_eq!(build.modules(), pairs(&[("outer", "1.0.0")]));
}

#[test]
fn a_library_that_two_packages_claim_is_left_out() {
    let mut build = Build::new();
    let outer = "[package]\nname = \"same\"\nversion = \"1.0.0\"\n[lib]\npath = \"inner/src/lib.rs\"\n";
    build.write("work/Cargo.toml", outer);
    let source = build.package("work/inner", "same", "2.0.0");
    build.compile("same-01", &source);
    assert_eq!(build.modules(), []);
}

#[test]
fn a_library_made_of_another_package_s_source_is_of_its_own_package() {
    let mut build = Build::new();
    build.package("work/full", "same", "2.0.0");
    let small = "[package]\nname = \"same\"\nversion = \"1.0.0\"\n[lib]\npath = \"../full/src/lib.rs\"\n";
    let small = build
        .write("work/small/Cargo.toml", small)
        .with_file_name("../full/src/lib.rs");
    build.compile("same-01", &small);
    assert_eq!(build.modules(), pairs(&[("same", "1.0.0")]));
}

#[test]
fn the_program_s_own_library_is_no_dependency_but_an_older_release_of_it_is() {
    let mut build = Build::new();
    let own = build.package("program", "same", "2.0.0");
    let released = build.package("registry/src/index-1/same-1.0.0", "same", "1.0.0");
    build.compile("same-01", &own);
    build.compile("same-02", &released);
    assert_eq!(build.modules(), pairs(&[("same", "1.0.0")]));
}

#[test]
fn what_cannot_be_read_is_left_out() {
    let mut build = Build::new();
    build.depend_on("gone-01");
    build.compile("nowhere-02", Path::new("/nonexistent/src/lib.rs"));
    build.write("target/debug/deps/binary-03.d", "\u{0}\u{0}");
    build.depend_on("binary-03");
    let good = build.package("vendor/good", "good", "1.0.0");
    build.compile("good-04", &good);
    assert_eq!(build.modules(), pairs(&[("good", "1.0.0")]));
}

#[test]
fn a_process_that_is_no_compiler_has_none() {
    // Not the arguments of a compiler: nothing, and no panic.
    assert_eq!(compiled_in(Arguments::of_this_process()), CompiledIn::default());
}

#[test]
fn crates_of_the_workspace_are_its_own_whatever_is_known_of_their_packages() {
    let mut build = Build::new();
    let registry = build.package("registry/src/index-1/tokio-1.54.1", "tokio", "1.54.1");
    build.compile("tokio-01", &registry);
    // From where this test runs there are no such packages.
    build.compile("example_core-02", Path::new("crates/core/src/lib.rs"));
    build.compile("example_ui-03", Path::new("crates/ui/src/lib.rs"));
    build.depend_on("example_core-02");
    // A program that bears its library's name.
    build.compile("example-04", Path::new("src/lib.rs"));
    build.arguments.push("--crate-name=example".into());
    assert_eq!(build.compiled_in().own, ["example_core", "example_ui"]);
    assert_eq!(build.modules(), pairs(&[("tokio", "1.54.1")]));
}

#[test]
fn what_the_compiler_itself_writes_is_understood() {
    let build = Build::new();
    let folder = build.folder.path().join("a folder");
    let source = build.write("a folder/packages/some-library/src/lib.rs", "mod other;");
    build.write("a folder/packages/some-library/src/other.rs", "");
    build.write(
        "a folder/packages/some-library/Cargo.toml",
        "[package]\nname = \"some-library\"\nversion = \"1.2.3\"\n",
    );
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compiled = std::process::Command::new(rustc)
        .args([
            "--crate-name=some_library",
            "--crate-type=lib",
            "--emit=metadata,dep-info",
            "-Cextra-filename=-01",
        ])
        .arg("--out-dir")
        .arg(&folder)
        .arg(&source)
        .status()
        .unwrap();
    assert!(compiled.success());
    let library = folder.join("libsome_library-01.rmeta");
    assert!(library.is_file());
    let arguments = [
        "rustc".into(),
        "--extern".into(),
        format!("renamed={}", library.display()).into(),
    ];
    let found = of_arguments(&Arguments::read(arguments.into_iter()), &folder);
    let [Module { name, version }] = &found.modules[..] else {
        panic!("{found:?}")
    };
    assert_eq!((name.as_str(), version.as_str()), ("some-library", "1.2.3"));
}
