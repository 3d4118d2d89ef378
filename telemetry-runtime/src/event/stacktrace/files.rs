//! Names of source files, relative to their package, without anything about the machine that
//! compiled them.
//!
//! Paths are looked at as text, with `/` and `\` alike: they are those of the machine that
//! compiled, whatever this one is.

use crate::util::source_path;

/// The crates of the standard library's sources.
const STD: [&str; 8] = [
    "core",
    "alloc",
    "std",
    "test",
    "proc_macro",
    "panic_unwind",
    "panic_abort",
    "compiler-builtins",
];
/// Where cargo looks for targets.
const ROOTS: [&str; 4] = ["src", "examples", "tests", "benches"];

/// Where a source file comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    Std,
    /// Downloaded, or copied into the workspace by `cargo vendor`.
    Dependency,
    /// Written by the build script of this package.
    Generated(String),
    /// Of the workspace, or of a package beside it.
    Local,
}

impl Origin {
    pub(super) fn of(path: &str) -> Self {
        Source::of(&Parts::of(path)).origin
    }
}

/// `std/src/…` for the standard library, `name-version/src/…` for a dependency, `name/out/…` for
/// what the build script of a package wrote, else what follows the directory of the package.
///
/// An absolute path alone does not show where that is: then it is what follows the last directory
/// in which cargo looks for sources, or else the file's name.
pub(crate) fn readable(path: &str) -> String {
    // `<proc-macro source code>`
    if path.starts_with('<') {
        return path.to_owned();
    }
    Source::of(&Parts::of(path)).readable
}

/// Whether cargo gave the compiler this path for a source of the workspace: relative, where those
/// of other packages are absolute.
pub(in crate::event) fn is_of_workspace(path: &str) -> bool {
    let parts = Parts::of(path);
    !parts.absolute && Source::of(&parts).origin == Origin::Local
}

pub(super) fn is_rust(path: &str) -> bool {
    let (name, extension) = source_path::file_name(path).rsplit_once('.').unwrap_or_default();
    !name.is_empty() && extension == "rs"
}

/// Whether a file that a symbol names is the one that the compiler was given by this path.
pub(in crate::event) fn is_same_file(symbol: &str, given: &str) -> bool {
    symbol == given || workspace(symbol, given).is_some()
}

/// The package whose build script wrote a file.
pub(in crate::event) fn package_of(path: &str) -> Option<String> {
    match Origin::of(path) {
        Origin::Generated(package) => Some(package),
        _ => None,
    }
}

/// The directory that holds a local `src`: most packages are in one of their name.
pub(super) fn directory_of_package(path: &str) -> Option<String> {
    let parts = Parts::of(path);
    let src = parts.names.iter().rposition(|name| *name == "src")?;
    parts.names.get(src.checked_sub(1)?).map(|name| (*name).to_owned())
}

/// The directory of the workspace: the absolute path is the relative one below it.
pub(super) fn workspace(absolute: &str, relative: &str) -> Option<Vec<String>> {
    let (whole, part) = (Parts::of(absolute), Parts::of(relative));
    if part.absolute || part.names.is_empty() {
        return None;
    }
    let root = whole.names.strip_suffix(&*part.names)?;
    Some(root.iter().map(|name| (*name).to_owned()).collect())
}

/// The path as cargo would give it to the compiler, if it is below the workspace's directory.
pub(super) fn below(workspace: &[String], absolute: &str) -> Option<String> {
    let parts = Parts::of(absolute);
    let is_below = parts.names.len() > workspace.len() && parts.names.iter().zip(workspace).all(|(a, b)| a == b);
    (parts.absolute && is_below).then(|| {
        parts
            .names
            .iter()
            .skip(workspace.len())
            .copied()
            .collect::<Vec<_>>()
            .join("/")
    })
}

/// What follows the directory of one file in the path of another, both from the workspace's
/// directory.
pub(super) fn beside<'a>(path: &'a str, other: &str) -> Option<Vec<&'a str>> {
    let (parts, other) = (Parts::of(path), Parts::of(other));
    let (_, directory) = other.names.split_last()?;
    let is_beside = parts.names.iter().zip(directory).all(|(a, b)| a == b);
    let below = parts.names.get(directory.len()..).filter(|_| is_beside)?;
    (!parts.absolute && !other.absolute).then(|| below.to_vec())
}

struct Parts<'a> {
    names: Vec<&'a str>,
    absolute: bool,
}

impl<'a> Parts<'a> {
    fn of(path: &'a str) -> Self {
        let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
        let mut names = Vec::new();
        for part in source_path::names(path) {
            match part {
                "" | "." | "?" => {}
                ".." => drop(names.pop()),
                drive if is_drive(drive) => {}
                name => names.push(name),
            }
        }
        Self {
            names,
            absolute: source_path::is_absolute(path),
        }
    }
}

struct Source {
    origin: Origin,
    readable: String,
}

impl Source {
    fn of(parts: &Parts<'_>) -> Self {
        let names = &*parts.names;
        let joined = |names: &[&str]| names.join("/");
        if let Some(rest) = std(names) {
            return Self::new(Origin::Std, joined(rest));
        }
        if let Some(readable) = dependency(names) {
            return Self::new(Origin::Dependency, readable);
        }
        if let Some((package, rest)) = generated(names) {
            let readable = format!("{package}/out/{}", joined(rest));
            return Self::new(Origin::Generated(package.to_owned()), readable);
        }
        if let Some(rest) = vendored(parts) {
            return Self::new(Origin::Dependency, joined(rest));
        }
        Self::new(Origin::Local, joined(local(parts)))
    }

    fn new(origin: Origin, readable: String) -> Self {
        Self { origin, readable }
    }
}

// Input:  /rustc/59807616e/library/core/src/option.rs, /home/ada/.rustup/toolchains/stable/lib/rustlib/src/rust/library/core/src/option.rs
// Output: core/src/option.rs
fn std<'a, 'b>(names: &'a [&'b str]) -> Option<&'a [&'b str]> {
    let library = names.iter().rposition(|name| *name == "library")?;
    let rest = names.get(library + 1..)?;
    let is_std = rest.first().is_some_and(|name| STD.contains(name));
    let is_rust = names.iter().take(library).any(|name| name.starts_with("rust"));
    (is_std && is_rust).then_some(rest)
}

// Input:  /home/ada/.cargo/registry/src/index-1949/serde-1.0.2/src/de.rs
// Output: serde-1.0.2/src/de.rs
// Input:  /home/ada/.cargo/git/checkouts/repo-12ab34cd56ef7890/9f3c/src/lib.rs
// Output: repo/src/lib.rs
// Input:  /rust/deps/hashbrown-0.15.4/src/raw.rs
// Output: hashbrown-0.15.4/src/raw.rs
fn dependency(names: &[&str]) -> Option<String> {
    let after = |first: &str, second: &str, more: usize| {
        let at = names.windows(2).rposition(|pair| *pair == [first, second])?;
        names.get(at + 2 + more..).filter(|rest| rest.len() > 1)
    };
    if let Some(rest) = after("registry", "src", 1).or_else(|| after("rust", "deps", 0)) {
        return Some(rest.join("/"));
    }
    let (repository, rest) = after("git", "checkouts", 0)?.split_first()?;
    let name = without_hash(repository).unwrap_or(repository);
    Some(format!("{name}/{}", rest.get(1..)?.join("/")))
}

// Input:  /home/ada/snatch/target/debug/build/snatch-0123456789abcdef/out/made/gen.rs, …/build/snatch/0123456789abcdef/out/made/gen.rs
// Output: snatch, made/gen.rs
fn generated<'a, 'b>(names: &'a [&'b str]) -> Option<(&'b str, &'a [&'b str])> {
    let out = names.iter().rposition(|name| *name == "out")?;
    let (rest, before) = (names.get(out + 1..)?, names.get(..out)?);
    let package = match before {
        [.., "build", package] => without_hash(package)?,
        [.., "build", package, hash] if is_hash(hash) => package,
        _ => return None,
    };
    (!rest.is_empty()).then_some((package, rest))
}

fn without_hash(name: &str) -> Option<&str> {
    name.rsplit_once('-')
        .and_then(|(name, hash)| is_hash(hash).then_some(name))
}

fn is_hash(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

// Input:  vendor/anyhow-1.0.2/src/lib.rs
// Output: anyhow-1.0.2/src/lib.rs
fn vendored<'a, 'b>(parts: &'a Parts<'b>) -> Option<&'a [&'b str]> {
    let names = &*parts.names;
    let home = home(parts);
    let is_vendor = |(at, name): (usize, &&str)| {
        // Not a module of that name, as in `src/vendor/mod.rs`.
        let may_be = parts.absolute || !names.iter().take(at).any(|name| ROOTS.contains(name));
        *name == "vendor" && at >= home && may_be && names.get(at + 2) == Some(&"src") && names.len() > at + 3
    };
    let at = names
        .iter()
        .enumerate()
        .filter(|part| is_vendor(*part))
        .map(|(at, _)| at)
        .next_back()?;
    names.get(at + 1..)
}

/// What is local begins where its package's sources do.
fn local<'a, 'b>(parts: &'a Parts<'b>) -> &'a [&'b str] {
    let names = &*parts.names;
    let is_root = |name: &&str| ROOTS.contains(name);
    let kept = if parts.absolute {
        // What lies above the package may have any name: the last one only.
        let last = names.iter().rposition(&is_root).filter(|at| *at >= home(parts));
        last.or_else(|| names.len().checked_sub(1))
    } else {
        let src = names.iter().rposition(|name| *name == "src");
        src.or_else(|| names.iter().position(is_root))
    };
    names.get(kept.unwrap_or(0)..).unwrap_or_default()
}

/// How many directories at the front are named by people after themselves, or kept by them for
/// their works: `/home/ada/src`.
fn home(parts: &Parts<'_>) -> usize {
    match &*parts.names {
        ["home" | "Users", ..] if parts.absolute => 3,
        ["root", ..] if parts.absolute => 2,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paths_say_nothing_about_the_machine() {
        for (path, read) in [
            ("/rustc/59807616e/library/core/src/option.rs", "core/src/option.rs"),
            (
                "/home/ada/.rustup/toolchains/stable/lib/rustlib/src/rust/library/std/src/rt.rs",
                "std/src/rt.rs",
            ),
            ("/rustc/59807616e\\library\\core\\src\\option.rs", "core/src/option.rs"),
            ("/rust/deps/hashbrown-0.15.4/src/raw.rs", "hashbrown-0.15.4/src/raw.rs"),
            (
                "/home/ada/.cargo/registry/src/index-1949/serde-1.0.2/src/de.rs",
                "serde-1.0.2/src/de.rs",
            ),
            (
                r"C:\Users\ada\.cargo\registry\src\index-1\serde-1.0.2\src\de.rs",
                "serde-1.0.2/src/de.rs",
            ),
            (
                "/home/ada/.cargo/git/checkouts/repo-12ab34cd56ef7890/9f3c/src/lib.rs",
                "repo/src/lib.rs",
            ),
            (
                "/home/ada/.cargo/git/checkouts/repo-12ab34cd56ef7890/9f3c/crates/one/src/lib.rs",
                "repo/crates/one/src/lib.rs",
            ),
            ("/home/ada/src/snatch/src/main.rs", "src/main.rs"),
            (r"C:\Users\ada\src\snatch\src\main.rs", "src/main.rs"),
            (r"\\?\C:\Users\ada\snatch\src\main.rs", "src/main.rs"),
            ("src/trade/mod.rs", "src/trade/mod.rs"),
            (r"src\trade\mod.rs", "src/trade/mod.rs"),
            ("programs/snatch/src/main.rs", "src/main.rs"),
            ("programs/snatch/src/bin/../trade.rs", "src/trade.rs"),
            ("../shared/trade.rs", "shared/trade.rs"),
            ("src/trade/tests/mod.rs", "src/trade/tests/mod.rs"),
            ("tests/end-to-end/src/ways.rs", "src/ways.rs"),
            ("examples/tour.rs", "examples/tour.rs"),
            ("src/registry/a/b/c.rs", "src/registry/a/b/c.rs"),
            ("src/library/core/mod.rs", "src/library/core/mod.rs"),
            ("src/my trades/öffnen.rs", "src/my trades/öffnen.rs"),
            ("main.rs", "main.rs"),
            ("/tmp/generated.rs", "generated.rs"),
            ("/home/ada/src/scratch.rs", "scratch.rs"),
            ("/home/tests/secret/lib.rs", "lib.rs"),
            ("<proc-macro source code>", "<proc-macro source code>"),
            ("", ""),
            ("/", ""),
        ] {
            assert_eq!(readable(path), read, "{path}");
        }
    }

    #[test]
    fn what_a_build_script_wrote_is_named_after_its_package() {
        for path in [
            "/home/ada/snatch/target/debug/build/snatch-cli-0123456789abcdef/out/made/gen.rs",
            "/home/ada/snatch/target/debug/build/snatch-cli/0123456789abcdef/out/made/gen.rs",
            r"C:\ada\target\debug\build\snatch-cli-0123456789abcdef\out\made\gen.rs",
        ] {
            assert_eq!(readable(path), "snatch-cli/out/made/gen.rs");
            assert_eq!(Origin::of(path), Origin::Generated("snatch-cli".to_owned()));
        }
    }

    #[test]
    fn vendored_sources_are_dependencies() {
        for (path, read) in [
            ("vendor/anyhow/src/lib.rs", "anyhow/src/lib.rs"),
            ("vendor/anyhow-1.0.2/src/lib.rs", "anyhow-1.0.2/src/lib.rs"),
            ("third/vendor/anyhow/src/a/b.rs", "anyhow/src/a/b.rs"),
            ("/home/ada/src/snatch/vendor/anyhow/src/lib.rs", "anyhow/src/lib.rs"),
        ] {
            assert_eq!(
                (&*readable(path), Origin::of(path)),
                (read, Origin::Dependency),
                "{path}"
            );
            assert!(!is_of_workspace(path));
        }
        for (path, read) in [
            ("src/vendor/mod.rs", "src/vendor/mod.rs"),
            ("src/vendor/anyhow/src/lib.rs", "src/lib.rs"),
            ("/home/vendor/snatch/src/main.rs", "src/main.rs"),
        ] {
            assert_eq!((&*readable(path), Origin::of(path)), (read, Origin::Local), "{path}");
        }
    }

    #[test]
    fn the_workspace_is_where_a_file_is_below() {
        let root = workspace(
            "/home/ada/code/snatch/./programs/cli/src/main.rs",
            "programs/cli/src/main.rs",
        )
        .unwrap();
        assert_eq!(root, ["home", "ada", "code", "snatch"]);
        assert_eq!(below(&root, "/home/ada/code/snatch/lib.rs").as_deref(), Some("lib.rs"));
        assert_eq!(below(&root, "/home/ada/code/other/lib.rs"), None);
        assert_eq!(below(&root, "home/ada/code/snatch/lib.rs"), None);
        let windows = workspace(r"C:\ada\snatch\src\main.rs", r"src\main.rs").unwrap();
        assert_eq!(
            below(&windows, r"C:\ada\snatch\src\a\b.rs").as_deref(),
            Some("src/a/b.rs")
        );
        assert_eq!(workspace("/home/ada/src/main.rs", "src/other.rs"), None);
        assert_eq!(workspace("/home/ada/src/main.rs", "/home/ada/src/main.rs"), None);
        assert_eq!(workspace("/home/ada/src/main.rs", ""), None);
    }

    proptest! {
        #![proptest_config(crate::util::laws::trial())]

        /// The directories above a package do not appear.
        #[test]
        fn nothing_above_the_package_remains(
            above in proptest::collection::vec("canary[a-z0-9 äß-]{0,8}", 1..6),
            kept in proptest::sample::select(vec![
                "src/main.rs", "src/trade/mod.rs", "tests/e2e/main.rs", "examples/tour.rs", "benches/b.rs", "main.rs",
            ]),
            works in proptest::sample::select(vec!["", "/src", "/vendor", "/registry", "/library", "/out", "/build", "/tests"]),
            windows in any::<bool>(),
        ) {
            let path = format!("/home/{}{works}/package/{kept}", above.join("/"));
            let path = if windows { format!("C:{}", path.replace('/', "\\")) } else { path };
            let read = readable(&path);
            prop_assert!(!read.contains("canary") && !read.contains('\\') && !read.contains(':'), "{path}: {read}");
        }

        #[test]
        fn any_text_is_a_relative_path(path in "[a-z/\\\\.:? ä]{0,40}") {
            let read = readable(&path);
            prop_assert!(!read.starts_with('/') && !read.contains('\\'), "{path}: {read}");
            prop_assert!(!read.split('/').any(|part| part == ".."), "{path}: {read}");
        }
    }
}
