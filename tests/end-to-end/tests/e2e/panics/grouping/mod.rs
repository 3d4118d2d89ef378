//! Which panics are one issue: equal ones of different releases, machines and values, and no
//! others.

use super::panics;
use end_to_end::World;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The program as a release, with this much written above it and left of what names its functions.
fn compile(version: &str, above: &str, strip: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("grouping-{version}"));
    std::fs::create_dir_all(directory.join("src")).expect("a directory");
    std::fs::write(
        directory.join("src/main.rs"),
        format!("{above}{}", include_str!("program.rs")),
    )
    .expect("a source");
    let program = directory.join("end_grouping");
    let status = compiler::rustc(&["telemetry"])
        .args(["--crate-name", "end_grouping", "-C"])
        .arg(format!("strip={strip}"))
        .current_dir(&directory)
        .arg("src/main.rs")
        .arg("-o")
        .arg(&program)
        .env("CARGO_PKG_NAME", "end-grouping")
        .env("CARGO_PKG_VERSION", version)
        .status();
    assert!(status.expect("a compiler").success());
    program
}

static FIRST: LazyLock<PathBuf> = LazyLock::new(|| compile("1.0.0", "", "none"));
/// As a distribution packs it.
static SECOND: LazyLock<PathBuf> = LazyLock::new(|| compile("1.1.0", "//! More.\n//! And more.\n", "symbols"));

fn fingerprint(program: &Path, way: &str, value: &str) -> Value {
    let world = World::consenting();
    let _ = world.program(program).args([way, value]).run();
    let received = world.settle();
    let panics = panics(&received);
    assert_eq!(panics.len(), 1, "{received}");
    panics[0]["fingerprint"].clone()
}

#[test]
fn the_release_the_line_and_the_values_make_no_difference() {
    let first = fingerprint(&FIRST, "price", "bitcoin");
    assert_eq!(first, fingerprint(&SECOND, "price", "ether"));
    assert_eq!(fingerprint(&FIRST, "buy", "many"), fingerprint(&SECOND, "buy", "a few"));
}

#[test]
fn the_words_the_place_and_the_function_do() {
    let of = |way| fingerprint(&FIRST, way, "many").to_string();
    let all = ["price", "coins", "buy", "sell"].map(of);
    for (at, one) in all.iter().enumerate() {
        assert!(!all[..at].contains(one), "{all:?}");
    }
}
