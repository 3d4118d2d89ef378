//! Lists the shapes, so that each of them has tests of its own.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=examples");
    let folder = Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("a package")).join("examples");
    let files = fs::read_dir(folder).expect("the shapes");
    let mut files: Vec<_> = files.map(|file| file.expect("a shape").path()).collect();
    files.sort();
    let mut list = String::from("shapes! {\n");
    for file in files {
        let name = file.file_stem().and_then(|name| name.to_str()).expect("a plain name");
        // As a literal of Rust: a path may hold backslashes.
        let file = file.to_str().expect("a plain path");
        writeln!(list, "    {name}: include_str!({file:?});").expect("a text");
    }
    list += "}\n";
    let out = env::var_os("OUT_DIR").expect("a folder");
    fs::write(Path::new(&out).join("shapes.rs"), list).expect("a list");
}
