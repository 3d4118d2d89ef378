//! The source files of a crate, and the paths that each one names.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use std::fs;
use std::path::Path;

/// A file.
#[derive(Debug)]
pub(crate) struct Source {
    /// From `src` on, with `/`.
    pub(crate) file: String,
    /// Its module's path, without `crate`.
    pub(crate) module: String,
    /// The paths of modules and items that it names, from the root of the crate on.
    pub(crate) paths: Vec<Named>,
}

/// A path, where it is named.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
}

/// Reads all files but `lib.rs`, and those that are compiled for tests alone.
pub(crate) fn read_all(src: &Path) -> Vec<Source> {
    let mut files = Vec::new();
    visit(src, src, &mut files);
    files.sort();
    let (mut sources, mut tests) = (Vec::new(), Vec::new());
    for file in files {
        let text = fs::read_to_string(src.join(&file)).expect("a source file");
        let tokens: TokenStream = text.parse().expect("Rust");
        let module = module_of(&file);
        let mut scan = Scan::new(&module);
        scan.stream(tokens);
        tests.extend(scan.tests);
        if file != "lib.rs" {
            let paths = scan.paths;
            sources.push(Source { file, module, paths });
        }
    }
    sources.retain(|source| !tests.iter().any(|test| is_within(&source.module, test)));
    sources
}

fn visit(src: &Path, directory: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            visit(src, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let file = path.strip_prefix(src).expect("below src").to_str().expect("UTF-8");
            files.push(file.replace('\\', "/"));
        }
    }
}

// Input:  run/mod.rs, run/start.rs
// Output: run, run::start
fn module_of(file: &str) -> String {
    let module = file.trim_end_matches(".rs");
    module.trim_end_matches("/mod").replace('/', "::").replace("lib", "")
}

fn is_within(module: &str, outer: &str) -> bool {
    module
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Goes through the tokens of a file.
struct Scan {
    module: Vec<String>,
    /// The modules that the file declares: a path may begin with one.
    children: Vec<String>,
    paths: Vec<Named>,
    /// The modules that are compiled for tests alone.
    tests: Vec<String>,
}

impl Scan {
    fn new(module: &str) -> Self {
        let module = module.split("::").filter(|name| !name.is_empty());
        Self {
            module: module.map(str::to_owned).collect(),
            children: Vec::new(),
            paths: Vec::new(),
            tests: Vec::new(),
        }
    }

    fn stream(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        self.children.extend(declared(&tokens));
        let mut rest = tokens.as_slice();
        let mut is_test = false;
        while let Some((first, mut after)) = rest.split_first() {
            match first {
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    if let Some(TokenTree::Group(attribute)) = after.first() {
                        is_test |= is_for_tests(attribute);
                        after = &after[1..];
                    }
                }
                TokenTree::Ident(word) if word == "mod" && is_test => {
                    if let Some(TokenTree::Ident(name)) = after.first() {
                        let path = self.module.iter().cloned().chain([name.to_string()]);
                        self.tests.push(path.collect::<Vec<_>>().join("::"));
                        // The name, and the semicolon or the body.
                        after = after.get(2..).unwrap_or_default();
                    }
                    is_test = false;
                }
                TokenTree::Ident(word) if word == "use" => {
                    let end = after.iter().position(is_semicolon).unwrap_or(after.len());
                    if !is_test {
                        self.tree(&after[..end], &[]);
                    }
                    is_test = false;
                    after = &after[end..];
                }
                TokenTree::Ident(word) => {
                    let (path, length) = path_at(rest);
                    if path.len() > 1 {
                        self.name(word, path);
                        after = &rest[length..];
                    }
                }
                TokenTree::Group(group) => {
                    // The body of a function of tests is skipped with its attribute's item.
                    if !(is_test && group.delimiter() == Delimiter::Brace) {
                        self.stream(group.stream());
                    }
                    is_test &= group.delimiter() != Delimiter::Brace;
                }
                TokenTree::Punct(punct) => is_test &= punct.as_char() != ';',
                TokenTree::Literal(_) => {}
            }
            rest = after;
        }
    }

    /// A `use` tree, below a path.
    fn tree(&mut self, tokens: &[TokenTree], prefix: &[(Ident, String)]) {
        for part in tokens.split(|token| is_punct(token, ',')) {
            let mut path = prefix.to_vec();
            let mut is_whole = true;
            for token in part {
                match token {
                    TokenTree::Ident(word) if word == "as" => break,
                    TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                    TokenTree::Ident(word) => path.push((word.clone(), word.to_string())),
                    TokenTree::Group(group) => {
                        let inner: Vec<_> = group.stream().into_iter().collect();
                        self.tree(&inner, &path);
                        is_whole = false;
                    }
                    _ => {}
                }
            }
            if let Some((last, _)) = path.last().filter(|_| is_whole) {
                let names = path.iter().map(|(_, name)| name.clone()).collect();
                self.name(&last.clone(), names);
            }
        }
    }

    /// Keeps a path, if it is of this crate.
    fn name(&mut self, at: &Ident, path: Vec<String>) {
        let ups = path.iter().take_while(|name| *name == "super").count();
        let own = self.module.len().checked_sub(ups).map(|length| &self.module[..length]);
        let path: Vec<_> = match path[0].as_str() {
            "crate" => path.into_iter().skip(1).collect(),
            "super" => own
                .unwrap_or_default()
                .iter()
                .cloned()
                .chain(path.into_iter().skip(ups))
                .collect(),
            "self" => self.module.iter().cloned().chain(path.into_iter().skip(1)).collect(),
            first if self.children.iter().any(|child| child == first) => {
                self.module.iter().cloned().chain(path).collect()
            }
            _ => return,
        };
        let line = at.span().start().line;
        self.paths.push(Named { line, path });
    }
}

/// The names of modules that are declared here, in files of their own.
fn declared(tokens: &[TokenTree]) -> Vec<String> {
    let declarations = tokens.windows(3).filter_map(|three| match three {
        [TokenTree::Ident(word), TokenTree::Ident(name), end] if word == "mod" && is_semicolon(end) => {
            Some(name.to_string())
        }
        _ => None,
    });
    declarations.collect()
}

/// The path that begins here, and how many tokens it has.
fn path_at(tokens: &[TokenTree]) -> (Vec<String>, usize) {
    let (mut path, mut length) = (Vec::new(), 0);
    while let Some(TokenTree::Ident(word)) = tokens.get(length) {
        path.push(word.to_string());
        length += 1;
        let is_separator = |at: usize| tokens.get(at).is_some_and(|token| is_punct(token, ':'));
        let goes_on = matches!(tokens.get(length + 2), Some(TokenTree::Ident(_)));
        if !(is_separator(length) && is_separator(length + 1) && goes_on) {
            break;
        }
        length += 2;
    }
    (path, length)
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

fn is_semicolon(token: &TokenTree) -> bool {
    is_punct(token, ';')
}

// Input:  [cfg(all(test, unix))], [cfg(any(test, fuzzing))], [cfg(fuzzing)], [test]
// Output: true
//
// Not `[cfg(not(test))]`, which no file has.
fn is_for_tests(attribute: &Group) -> bool {
    let text = attribute.stream().to_string();
    let mut words = text.split(|char: char| !char.is_alphanumeric() && char != '_');
    text == "test"
        || (text.starts_with("cfg (") | text.starts_with("cfg("))
            && words.any(|word| word == "test" || word == "fuzzing")
}
