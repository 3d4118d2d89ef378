//! The expansions as a reader sees them: golden files in `expansions/` of the repository. The
//! documentation shows some of them. `TELEMETRY_BLESS=1` writes them anew.
//!
//! The inputs are shapes of `tests/shapes`. A shape whose expansion is worth a review names the
//! items in its head:
//!
//! ```text
//! // expansion: evaluate, watch
//! ```

mod expander;
mod paths;
mod shapes;

use expander::Expander;
use shapes::shapes;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use syn::visit_mut::VisitMut;

/// The compiler's own: `examples/price-check/tests/readme.rs` compares it.
const WHOLE_PROGRAM: &str = "price_check.rs";

/// Above this package, because the documentation of the facade shows these files.
fn expansions() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../expansions")
}

#[test]
fn each_expansion_is_the_one_that_was_reviewed() {
    // The published package has no shapes.
    let Some(shapes) = shapes() else { return };
    let is_blessed = std::env::var_os("TELEMETRY_BLESS").is_some();
    let mut known = BTreeSet::from([WHOLE_PROGRAM.into()]);
    let mut differences = Vec::new();
    for mut shape in shapes {
        Expander.visit_file_mut(&mut shape.items);
        let found = prettyplease::unparse(&shape.items);
        let path = expansions().join(&shape.file);
        if is_blessed {
            fs::write(&path, &found).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if found != expected {
            differences.push(format!("{}:\n{found}", path.display()));
        }
        known.insert(shape.file);
    }
    assert!(
        differences.is_empty(),
        "TELEMETRY_BLESS=1 writes these files anew:\n{}",
        differences.join("\n")
    );
    let files = fs::read_dir(expansions()).unwrap();
    let files: BTreeSet<_> = files.map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, known, "golden files without a shape, or shapes without one");
}
