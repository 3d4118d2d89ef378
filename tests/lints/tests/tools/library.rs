//! A library has no `main`: the attribute is refused there, once, and only there.

/// What the compiler says of a source that becomes a crate of this type.
fn said(crate_type: &str, source: &str) -> String {
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("source.rs"), source).unwrap();
    let output = compiler::rustc(&["telemetry"])
        .args(["--crate-type", crate_type, "--emit", "metadata", "source.rs"])
        .current_dir(scratch.path())
        .env("CARGO_PKG_NAME", "library")
        .env("CARGO_PKG_VERSION", "0.1.0")
        .output()
        .unwrap();
    String::from_utf8(output.stderr).unwrap()
}

const SOURCE: &str = "#[telemetry::main(app = \"tool\")]\npub fn main() {\n    work();\n}\n\nfn work() {}\n";

#[test]
fn main_in_a_library_is_refused() {
    let expected = "\
error: `#[telemetry::main]` belongs on the program's `fn main`, and this is a library: put it on the `main` that calls this one
 --> source.rs:2:8
  |
2 | pub fn main() {
  |        ^^^^

error: aborting due to 1 previous error

";
    for library in ["lib", "cdylib", "staticlib"] {
        assert_eq!(said(library, SOURCE), expected, "{library}");
    }
}

#[test]
fn main_in_a_program_is_not() {
    assert_eq!(said("bin", SOURCE), "");
}

#[test]
fn commands_of_a_library_are_commands() {
    let source = "#[telemetry::command]\npub fn work() {\n    telemetry::check_in!(\"watching\");\n}\n";
    assert_eq!(said("lib", source), "");
}
