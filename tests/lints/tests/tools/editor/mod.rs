//! An editor finds nothing in the examples, and finds the mistakes in annotated functions that it
//! finds without the attributes.
//!
//! `rust-analyzer diagnostics` prints what an editor shows. `RUST_ANALYZER` names it, where it is
//! not the toolchain's; `.ci/editor` does so.

mod analyzer;

use crate::marks::{self, Marks};
use crate::twin::without_attribute;
use analyzer::diagnose;
use std::path::{Path, PathBuf};

const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// The arguments of a macro are read by the macro alone, and so its messages prove that the editor
/// expands it.
const BAD_ARGUMENTS: &str = include_str!("../../sources/bad_arguments.rs");

/// What is shown at another line than without the attribute. A macro can give the braces of a body
/// one span only, from the first to the last; so rust-analyzer shows at the first what belongs to
/// the last. And what it finds in the code of a macro, here `#[tokio::main]`, it shows at the
/// outermost one.
const ELSEWHERE: [&str; 3] = [
    "src/annotated_missing_return.rs",
    "src/bin/annotated_async_returned_expression.rs",
    "src/bin/annotated_missing_return.rs",
];

#[test]
#[ignore = "asks an editor; .ci/editor runs it"]
fn nothing_is_found_in_the_examples() {
    let workspace = Path::new(WORKSPACE).canonicalize().unwrap();
    let Some(found) = diagnose(&workspace) else { return };
    for seen in [
        "examples/price-check/src/main.rs",
        "examples/vigilant-crypto-snatch/src/main.rs",
        "examples/vigilant-crypto-snatch/src/commands/watch.rs",
        "examples/tour/main.rs",
        "tests/lints/src/lib.rs",
        "tests/lints/src/bin/lints_async.rs",
        "tests/lints/src/methods.rs",
    ] {
        assert!(found.files.contains(&workspace.join(seen)), "{seen} was not looked at");
    }
    let is_ours = |file: &Path| {
        ["examples", "tests/lints/src"]
            .iter()
            .any(|ours| file.starts_with(workspace.join(ours)))
    };
    let ours: Vec<_> = found
        .diagnostics
        .iter()
        .filter(|it| is_ours(&it.file))
        .map(|it| &it.text)
        .collect();
    assert!(ours.is_empty(), "{ours:#?}");
}

#[test]
#[ignore = "asks an editor; .ci/editor runs it"]
fn mistakes_are_found_as_without_the_attributes() {
    let scratch = tempfile::tempdir().unwrap();
    let package = scratch.path().canonicalize().unwrap();
    let mistakes = write_package(&package);
    let Some(found) = diagnose(&package) else { return };
    // Its own few lints, unlike those of the compiler, say nothing of what any attribute macro has
    // been given.
    let errors = found.diagnostics.iter().filter(|it| it.is_error);
    let marks = |file: &Path| -> Marks {
        let of_file = errors.clone().filter(|it| it.file == package.join(file));
        of_file.map(|it| (it.line, it.code.clone())).collect()
    };
    assert_eq!(marks(Path::new("src/bin/bad_arguments.rs")), marks::of(BAD_ARGUMENTS));
    let mut noticed = 0;
    let mut differences = Vec::new();
    for Mistake { annotated, bare } in &mistakes {
        assert!(
            found.files.contains(&package.join(annotated)),
            "{} was not looked at",
            annotated.display()
        );
        let (with, without) = (marks(annotated), marks(bare));
        noticed += usize::from(!without.is_empty());
        let is_same = if ELSEWHERE.iter().any(|file| annotated == Path::new(file)) {
            with.iter()
                .map(|(_, code)| code)
                .eq(without.iter().map(|(_, code)| code))
        } else {
            with == without
        };
        if !is_same {
            differences.push(format!("{}: {with:?} and not {without:?}", annotated.display()));
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
    // It knows nothing of borrowing, for example.
    assert!(
        noticed * 3 > mistakes.len(),
        "only {noticed} of {} were noticed",
        mistakes.len()
    );
}

/// A source with a mistake and its twin, where they are in the package.
struct Mistake {
    annotated: PathBuf,
    bare: PathBuf,
}

/// A package of its own: the sources with mistakes, programs as programs and others as modules,
/// each with its twin.
fn write_package(package: &Path) -> Vec<Mistake> {
    let write = |file: &Path, text: &str| {
        let path = package.join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let facade = Path::new(WORKSPACE).canonicalize().unwrap();
    let manifest = format!(
        "[package]\nname = \"mistakes\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         opt-in-telemetry.path = {:?}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n",
        facade.display().to_string()
    );
    write(Path::new("Cargo.toml"), &manifest);
    // The versions that are downloaded already.
    std::fs::copy(facade.join("Cargo.lock"), package.join("Cargo.lock")).unwrap();
    write(Path::new("src/bin/bad_arguments.rs"), BAD_ARGUMENTS);
    let mut modules = Vec::new();
    let mut mistakes = Vec::new();
    for (kind, folder) in [("command", "src"), ("main", "src/bin")] {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/sources/mistakes")
            .join(kind);
        for file in sources.read_dir().unwrap() {
            let path = file.unwrap().path();
            let source = std::fs::read_to_string(&path).unwrap();
            let name = path.file_stem().unwrap().to_str().unwrap();
            let file = |twin: &str| Path::new(folder).join(format!("{twin}_{name}.rs"));
            let mistake = Mistake {
                annotated: file("annotated"),
                bare: file("bare"),
            };
            write(&mistake.annotated, &source);
            write(&mistake.bare, &without_attribute(&source));
            mistakes.push(mistake);
            if kind == "command" {
                modules.extend([file("annotated"), file("bare")].map(|file| module(&file)));
            }
        }
    }
    write(Path::new("src/lib.rs"), &modules.concat());
    mistakes
}

// Input:  `src/bare_let.rs`
// Output: `mod bare_let;`
fn module(file: &Path) -> String {
    format!("mod {};\n", file.file_stem().unwrap().display())
}
