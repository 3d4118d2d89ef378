//! Checks that the files of a crate use each other in one direction only.
//!
//! The crate lists its layers in the documentation of its `lib.rs`, lowest first, one line
//! ``- `name`: …`` each. Code that is compiled for tests alone is exempt.

mod graph;
mod source;

use graph::Graph;
use source::Source;
use std::fs;
use std::path::Path;

/// Returns what breaks the rules in the crate with this `src` directory, one line each.
///
/// # Panics
/// If the files cannot be read, or are no Rust.
pub fn violations(src: &Path) -> Vec<String> {
    let sources = source::read_all(src);
    let layers = listed(&fs::read_to_string(src.join("lib.rs")).expect("lib.rs"));
    let graph = Graph::new(&sources);
    let mut found = unlisted(&sources, &layers);
    found.extend(upward(&graph, &layers));
    found.extend(graph.cycles());
    found
}

/// The layers that the documentation of `lib.rs` lists.
fn listed(lib: &str) -> Vec<String> {
    let names = lib
        .lines()
        .filter_map(|line| line.strip_prefix("//! - `")?.split_once("`:"));
    names.map(|(name, _)| name.to_owned()).collect()
}

fn layer_of(module: &str) -> &str {
    module.split("::").next().unwrap_or(module)
}

/// Layers without files, and files without a layer.
fn unlisted(sources: &[Source], layers: &[String]) -> Vec<String> {
    let is_listed = |source: &&Source| layers.iter().any(|layer| layer == layer_of(&source.module));
    let unlisted = sources.iter().filter(|source| !is_listed(source));
    let has_files = |layer: &&String| sources.iter().any(|source| layer_of(&source.module) == **layer);
    let empty = layers.iter().filter(|layer| !has_files(layer));
    unlisted
        .map(|source| format!("{}: in no layer that `lib.rs` lists", source.file))
        .chain(empty.map(|layer| format!("lib.rs: the layer `{layer}` has no files")))
        .collect()
}

/// Uses of a layer by one below it.
fn upward(graph: &Graph<'_>, layers: &[String]) -> Vec<String> {
    let height = |module: &str| layers.iter().position(|layer| layer == layer_of(module));
    let upward = graph
        .uses()
        .filter(|used| height(&used.from.module) < height(&used.to.module));
    upward
        .map(|used| {
            let (file, line, to) = (&used.from.file, used.line, &used.to.module);
            format!("{file}:{line}: uses `{to}`, which is in a higher layer")
        })
        .collect()
}
