//! What the README shows is what there is: the program, one payload, and the expansion.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = include_str!("../src/main.rs");

fn readme() -> String {
    // Read at run time: published alone, the package has no README beside it.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read_to_string(root.join("README.md")).unwrap()
}

/// The fenced blocks of a language, in order.
fn blocks(language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let mut blocks = Vec::new();
    for after in readme().split(&fence).skip(1) {
        blocks.push(after.split("```").next().unwrap().to_owned());
    }
    blocks
}

#[test]
fn the_program_is_the_one_of_the_example() {
    let program = PROGRAM.split_once("\n\n").unwrap().1;
    assert_eq!(blocks("rust,no_run"), [program]);
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
    let shown: Value = serde_json::from_str(&blocks("json")[0]).unwrap();
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
    let file = expanded();
    let function = |name: &str| {
        let found = file.items.iter().find_map(|item| match item {
            syn::Item::Fn(function) if function.sig.ident == name => Some(function.clone()),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("there is no {name}"))
    };
    let (mut main, mut evaluate) = (function("main"), function("evaluate"));
    // Of `main` the README leaves out the body, which is the first statement; of `evaluate` it shows the first alone.
    assert_eq!(main.block.stmts.len(), 2);
    main.block.stmts.remove(0);
    evaluate.block.stmts.truncate(1);
    leave_out_type_check(&mut evaluate.block.stmts[0]);
    let shown = blocks("rust,ignore");
    for (function, shown) in [(main, &shown[0]), (evaluate, &shown[1])] {
        let file = syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![syn::Item::Fn(function)],
        };
        let text = prettyplease::unparse(&file);
        let lines: Vec<&str> = text.lines().collect();
        let statements = lines[1..lines.len() - 1].join("\n");
        assert!(
            unindented(shown).contains(&unindented(&statements)),
            "the README should show:\n{statements}"
        );
    }
}

/// What linkme puts in front of the value, to have the compiler check its type; the README says that it is there.
fn leave_out_type_check(statement: &mut syn::Stmt) {
    let syn::Stmt::Local(local) = statement else {
        panic!("a let")
    };
    let syn::Expr::Block(block) = &mut *local.init.as_mut().unwrap().expr else {
        panic!("a block")
    };
    let syn::Stmt::Item(syn::Item::Static(item)) = &mut block.block.stmts[0] else {
        panic!("a static")
    };
    let syn::Expr::Block(value) = &mut *item.expr else {
        panic!("a block")
    };
    let removed = value.block.stmts.remove(0);
    assert!(matches!(removed, syn::Stmt::Item(syn::Item::Fn(check)) if check.sig.ident == "__typecheck"));
}

fn unindented(text: &str) -> String {
    text.lines().map(str::trim).collect::<Vec<_>>().join("\n")
}

/// The program after expansion, by the compiler itself.
#[cfg(target_os = "linux")]
fn expanded() -> syn::File {
    let output = compiler::rustc(&["telemetry"])
        .args(["--crate-name", "price_check"])
        .args(["-Zunpretty=expanded", "examples/price-check/src/main.rs"])
        .env("RUSTC_BOOTSTRAP", "1")
        // As cargo does.
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    syn::parse_file(&String::from_utf8(output.stdout).unwrap()).unwrap()
}
