//! The shapes whose expansions are reviewed, and the items that their heads name.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use syn::{File, ImplItem, Item, TraitItem};

/// A shape, reduced to the items that its head names.
pub(super) struct Shape {
    /// The name of the shape's file, which its golden file has too.
    pub(super) file: OsString,
    pub(super) items: File,
}

/// All that say `expansion` in their head; `None` where there is no repository around this package.
pub(super) fn shapes() -> Option<Vec<Shape>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/shapes/examples");
    let mut shapes = Vec::new();
    for file in fs::read_dir(folder).ok()? {
        let file = file.unwrap();
        let source = fs::read_to_string(file.path()).unwrap();
        if let Some(names) = source.lines().find_map(|line| line.strip_prefix("// expansion: ")) {
            let names: Vec<&str> = names.split(", ").collect();
            let file = file.file_name();
            let items = reduced(&source, &names);
            assert!(!items.items.is_empty(), "{} has no {names:?}", file.display());
            shapes.push(Shape { file, items });
        }
    }
    Some(shapes)
}

/// The items of these names. Of a block, the functions of these names are left.
fn reduced(source: &str, names: &[&str]) -> File {
    let mut file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error} in:\n{source}"));
    file.attrs.clear();
    let is_named = |ident: &syn::Ident| names.iter().any(|name| ident == name);
    file.items.retain_mut(|item| match item {
        Item::Enum(item) => is_named(&item.ident),
        Item::Fn(item) => is_named(&item.sig.ident),
        Item::Impl(block) => {
            let is_named = |item: &ImplItem| matches!(item, ImplItem::Fn(item) if is_named(&item.sig.ident));
            block.items.retain(is_named);
            !block.items.is_empty()
        }
        Item::Trait(block) => {
            let is_named = |item: &TraitItem| matches!(item, TraitItem::Fn(item) if is_named(&item.sig.ident));
            block.items.retain(is_named);
            !block.items.is_empty()
        }
        _ => false,
    });
    file
}
