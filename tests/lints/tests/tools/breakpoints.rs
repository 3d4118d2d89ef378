//! A breakpoint can be set at every line of an annotated function at which it can be set without
//! the attribute, and stepping never leaves the function for a line that is not its user's: its
//! attribute's, for example.
//!
//! What a debugger knows of lines is the line table in the program's debug information, which is
//! read here.

use crate::programs::{Compiled, WAYS, WAYS_ASYNC};
use crate::twin::is_attribute;
use gimli::{EndianSlice, RunTimeEndian};
use object::{Object, ObjectSection, ObjectSymbol};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::Path;

type Lines = BTreeSet<u32>;

#[test]
fn in_functions() {
    assert_lines(&WAYS, |function| function != "main");
}

#[test]
#[ignore = "reads debug information; .ci/run runs it"]
fn in_async_functions() {
    assert_lines(&WAYS_ASYNC, |function| function != "main");
}

#[test]
#[ignore = "reads debug information; .ci/run runs it"]
fn in_main() {
    assert_lines(&WAYS, |function| function == "main");
}

#[test]
#[ignore = "reads debug information; .ci/run runs it"]
fn in_async_main() {
    assert_lines(&WAYS_ASYNC, |function| function == "main");
}

fn assert_lines(programs: &Compiled, is_asked: fn(&str) -> bool) {
    let (annotated, bare) = (Symbols::of(&programs.annotated), Symbols::of(&programs.bare));
    let mut strays = BTreeMap::new();
    for (function, written) in annotated_functions(programs.source) {
        if !is_asked(function) {
            continue;
        }
        let (with, without) = (annotated.lines(function), bare.lines(function));
        assert!(!without.is_empty(), "{function} has no code");
        let lost: Vec<_> = without.difference(&with).collect();
        assert!(lost.is_empty(), "{function} loses the lines {lost:?}");
        // A runtime's attribute has lines of its own, with us or without us.
        let stray = with.difference(&without).filter(|line| !written.contains(line));
        let stray: Vec<u32> = stray.copied().collect();
        if !stray.is_empty() {
            strays.insert(function, stray);
        }
    }
    assert!(
        strays.is_empty(),
        "code at lines that are not the function's own: {strays:?}"
    );
}

/// The annotated functions of a source, each with its lines, from `fn` to the closing brace.
fn annotated_functions(source: &str) -> BTreeMap<&str, RangeInclusive<u32>> {
    let mut functions = BTreeMap::new();
    let mut lines = source.lines().zip(1..);
    while let Some((line, _)) = lines.next() {
        if !is_attribute(line) {
            continue;
        }
        let (signature, begin) = lines.by_ref().find(|(line, _)| line.contains("fn ")).unwrap();
        let (_, name) = signature.split_once("fn ").unwrap();
        let name = name.split(['(', '<']).next().unwrap();
        let indentation = signature.len() - signature.trim_start().len();
        let brace = format!("{}}}", " ".repeat(indentation));
        let (_, end) = lines.by_ref().find(|(line, _)| *line == brace).unwrap();
        functions.insert(name, begin..=end);
    }
    functions
}

/// The functions of a program, under their names, each with the lines of the user's file that its
/// machine code is said to come from.
struct Symbols(Vec<(String, Lines)>);

impl Symbols {
    fn of(program: &Path) -> Self {
        let bytes = std::fs::read(program).unwrap();
        let file = object::File::parse(&*bytes).unwrap();
        let section = |id: gimli::SectionId| {
            let section = file.section_by_name(id.name());
            let data = section.map_or(&[][..], |section| section.data().unwrap());
            Ok::<_, gimli::Error>(EndianSlice::new(data, RunTimeEndian::Little))
        };
        let dwarf = addr2line::Context::from_dwarf(gimli::Dwarf::load(section).unwrap()).unwrap();
        let mut symbols = Vec::new();
        for symbol in file.symbols().filter(|symbol| symbol.size() > 0) {
            let name = format!("{:#}", rustc_demangle::demangle(symbol.name().unwrap_or_default()));
            // `program::evaluate`, `<program::Report>::method`
            if !name.trim_start_matches('<').starts_with("program::") {
                continue;
            }
            let (begin, end) = (symbol.address(), symbol.address() + symbol.size());
            let rows = dwarf.find_location_range(begin, end).unwrap();
            let lines = rows
                .filter(|(_, _, place)| place.file.is_some_and(|file| file.ends_with("program.rs")))
                // Zero stands for code that comes from no line at all.
                .filter_map(|(_, _, place)| place.line.filter(|line| *line > 0))
                .collect();
            symbols.push((name, lines));
        }
        Self(symbols)
    }

    /// The lines of a function, and of whatever stands within it: closures, and what a future runs.
    fn lines(&self, function: &str) -> Lines {
        let is_part = |name: &str| name.split("::").any(|part| part == function);
        let parts = self.0.iter().filter(|(name, _)| is_part(name));
        parts.flat_map(|(_, lines)| lines).copied().collect()
    }
}
