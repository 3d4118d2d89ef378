//! Lists the shapes, so that each of them has tests of its own.

use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=examples");
    let folder = Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("a package")).join("examples");
    let files = fs::read_dir(folder).expect("the shapes");
    let mut files: Vec<_> = files.map(|file| file.expect("a shape").path()).collect();
    files.sort();
    let list: String = files.iter().map(|file| entry(file)).collect();
    let list = format!("shapes! {{\n{list}}}\n");
    let out = env::var_os("OUT_DIR").expect("a folder");
    fs::write(Path::new(&out).join("shapes.rs"), list).expect("a list");
}

// Input:  `/x/examples/command_plain.rs`
// Output: `command_plain: include_str!("/x/examples/command_plain.rs");`
fn entry(file: &Path) -> String {
    let name = file.file_stem().and_then(|name| name.to_str()).expect("a plain name");
    let path = file.to_str().expect("a path in UTF-8");
    format!("{name}: include_str!({path:?});\n")
}
