//! README and docs/macros.md show what there is: the program, one payload, and the expansion.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = include_str!("../src/main.rs");

/// The workspace: read at run time, since the package alone has no README beside it.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(document: &str) -> String {
    std::fs::read_to_string(root().join(document)).unwrap()
}

/// The fenced blocks of a language in a document, in order.
fn blocks(document: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let mut blocks = Vec::new();
    for after in read(document).split(&fence).skip(1) {
        blocks.push(after.split("```").next().unwrap().to_owned());
    }
    blocks
}

#[test]
fn the_program_is_the_one_of_the_example() {
    let program = PROGRAM.split_once("\n\n").unwrap().1;
    assert_eq!(blocks("README.md", "rust,no_run"), [program]);
}

#[test]
fn the_payload_is_what_the_program_would_send() {
    let home = tempfile::tempdir().unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_price-check"))
        .args(["evaluate", "1", "2", "3"])
        .env_clear()
        .env("HOME", home.path())
        .env("PRICE_CHECK_TELEMETRY", "preview")
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&run.stdout), "3.00 at most\n");
    let payloads: Vec<Value> = serde_json::Deserializer::from_slice(&run.stderr)
        .into_iter()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(payloads.len(), 3, "start, command, session");
    let shown: Value = serde_json::from_str(&blocks("README.md", "json")[0]).unwrap();
    assert_eq!(steady(shown), steady(payloads[1].clone()));
    assert_eq!(
        std::fs::read_dir(home.path()).unwrap().count(),
        0,
        "a preview keeps nothing"
    );
}

/// Without what differs from run to run and from machine to machine; each of these must be there.
fn steady(mut event: Value) -> Value {
    for path in [
        "/event_id",
        "/timestamp",
        "/environment",
        "/user/id",
        "/contexts/device/arch",
        "/contexts/os/name",
        "/contexts/os/version",
        "/contexts/runtime/version",
    ] {
        *event.pointer_mut(path).unwrap_or_else(|| panic!("{path} is missing")) = Value::Null;
    }
    event
}

// The linker's sections have other names elsewhere.
#[cfg(target_os = "linux")]
#[test]
fn the_expansion_is_what_the_compiler_makes() {
    // The standard library's own macros expand otherwise elsewhere.
    if !compiler::is_the_golden_one() {
        return;
    }
    let path = root().join("expansions/price_check.rs");
    let made = functions(expanded());
    if std::env::var_os("TELEMETRY_BLESS").is_some() {
        std::fs::write(&path, &made).unwrap();
        let shown = blocks("docs/macros.md", "rust,ignore")[0].clone();
        let page = read("docs/macros.md").replace(&shown, &made);
        std::fs::write(root().join("docs/macros.md"), page).unwrap();
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        made == golden,
        "{} differs (TELEMETRY_BLESS=1 writes it anew):\n{made}",
        path.display()
    );
    assert_eq!(blocks("docs/macros.md", "rust,ignore"), [golden]);
}

/// What the attributes add, and nothing else: a function around the body of `main`, and one
/// statement in `evaluate`.
#[cfg(target_os = "linux")]
#[test]
fn everything_else_is_the_program_as_it_was_written() {
    let written = syn::parse_file(PROGRAM).unwrap();
    let expanded = expanded();
    let body = |file: &syn::File, name: &str| function(file, name).block.stmts;
    let main = body(&expanded, "main");
    assert_eq!(main.len(), 2);
    let syn::Stmt::Item(syn::Item::Fn(inner)) = &main[0] else {
        panic!("a function within")
    };
    assert_eq!(inner.block.stmts.len(), body(&written, "main").len());
    let evaluate = body(&expanded, "evaluate");
    assert_eq!(evaluate.len(), 1 + body(&written, "evaluate").len());
    // The statements without a macro of the standard library are the same to the letter.
    assert_eq!(evaluate[1..3], body(&written, "evaluate")[..2]);
    assert_eq!(expanded.items.len(), written.items.len() + PRELUDE);
}

/// `extern crate std` and the import of its prelude.
#[cfg(target_os = "linux")]
const PRELUDE: usize = 2;

#[cfg(target_os = "linux")]
fn function(file: &syn::File, name: &str) -> syn::ItemFn {
    let found = file.items.iter().find_map(|item| match item {
        syn::Item::Fn(function) if function.sig.ident == name => Some(function.clone()),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("there is no {name}"))
}

/// The program's functions, as people read them.
#[cfg(target_os = "linux")]
fn functions(mut file: syn::File) -> String {
    file.attrs.clear();
    file.items.retain(|item| matches!(item, syn::Item::Fn(_)));
    prettyplease::unparse(&file)
}

/// The program after expansion, by the compiler itself.
#[cfg(target_os = "linux")]
fn expanded() -> syn::File {
    let output = compiler::rustc(&["telemetry"])
        .args(["--crate-name", "price_check"])
        .args(["-Zunpretty=expanded", "examples/price-check/src/main.rs"])
        .env("RUSTC_BOOTSTRAP", "1")
        // As cargo does.
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    syn::parse_file(&String::from_utf8(output.stdout).unwrap()).unwrap()
}
