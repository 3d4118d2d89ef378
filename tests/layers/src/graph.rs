//! Which file uses which other.

use crate::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// A use of a file by another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use<'a> {
    pub(crate) from: &'a Source,
    pub(crate) line: usize,
    pub(crate) to: &'a Source,
}

/// All uses.
#[derive(Debug)]
pub(crate) struct Graph<'a> {
    uses: Vec<Use<'a>>,
}

impl<'a> Graph<'a> {
    pub(crate) fn new(sources: &'a [Source]) -> Self {
        let by_module: BTreeMap<&str, &Source> =
            sources.iter().map(|source| (source.module.as_str(), source)).collect();
        // The file of the longest part of the path that names a module.
        let file_of = |path: &[String]| {
            let lengths = (1..=path.len()).rev();
            lengths
                .map(|length| path[..length].join("::"))
                .find_map(|module| by_module.get(module.as_str()).copied())
        };
        let mut uses = Vec::new();
        for from in sources {
            for named in &from.paths {
                if let Some(to) = file_of(&named.path).filter(|to| to.module != from.module) {
                    let line = named.line;
                    uses.push(Use { from, line, to });
                }
            }
        }
        Self { uses }
    }

    pub(crate) fn uses(&self) -> impl Iterator<Item = Use<'a>> {
        self.uses.iter().copied()
    }

    /// Each group of files that use each other, over whatever others, as a line.
    pub(crate) fn cycles(&self) -> Vec<String> {
        let reached: BTreeMap<&str, BTreeSet<&str>> = self
            .uses
            .iter()
            .map(|used| (used.from.file.as_str(), self.reached_from(used.from)))
            .collect();
        let mut groups = BTreeSet::new();
        for (file, others) in &reached {
            let is_back = |other: &&&str| reached.get(**other).is_some_and(|back| back.contains(file));
            let group: Vec<&str> = others.iter().filter(is_back).copied().collect();
            if !group.is_empty() {
                groups.insert(format!("use each other: {}", group.join(", ")));
            }
        }
        groups.into_iter().collect()
    }

    fn reached_from(&self, start: &Source) -> BTreeSet<&str> {
        let (mut reached, mut waiting) = (BTreeSet::new(), vec![start.file.as_str()]);
        while let Some(file) = waiting.pop() {
            for used in self.uses.iter().filter(|used| used.from.file == file) {
                if reached.insert(used.to.file.as_str()) {
                    waiting.push(&used.to.file);
                }
            }
        }
        reached
    }
}
