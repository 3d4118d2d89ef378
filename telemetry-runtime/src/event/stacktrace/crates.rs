//! The author of a function: the program's own workspace, the standard library, or another crate.

use super::files;

/// The crates that come with the compiler.
const STD: [&str; 9] = [
    "core",
    "alloc",
    "std",
    "__rustc",
    "proc_macro",
    "test",
    "panic_unwind",
    "std_detect",
    "compiler_builtins",
];

/// Who wrote a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Author {
    Program,
    Std,
    Another,
}

/// The author of the function with this name. `own` are the program's crates.
///
/// A function of std's that works on the program's types is std's; one of the program's that
/// implements a trait of std's is the program's.
pub(super) fn author(name: &str, file: Option<&str>, own: &[&str]) -> Author {
    let origin = file.map(files::Origin::of);
    if !name.contains("::") {
        // No path, no crate: a function for C, or one of which little is left. The file alone can
        // say whose.
        let is_rust = file.is_some_and(files::is_rust);
        return match origin {
            Some(files::Origin::Local | files::Origin::Generated(_)) if is_rust => Author::Program,
            Some(files::Origin::Std) => Author::Std,
            _ => Author::Another,
        };
    }
    match (of_name(name, own), origin) {
        // The name does not show that a method's body came with its trait. The file does.
        (Author::Program, Some(files::Origin::Std)) => Author::Std,
        (Author::Program, Some(files::Origin::Dependency)) => Author::Another,
        (author, _) => author,
    }
}

fn of_crate(name: &str, own: &[&str]) -> Author {
    if own.contains(&name) {
        Author::Program
    } else if STD.contains(&name) {
        Author::Std
    } else {
        Author::Another
    }
}

/// By what the name says. An implementation for a foreign type, of a foreign trait, has a path of
/// its own in symbols of the older kind: `snatch::<impl Display for Foreign>::fmt`.
fn of_name(name: &str, own: &[&str]) -> Author {
    let Some((of, by)) = qualified(name) else {
        return of_crate(head(name), own);
    };
    // A program implements no trait for a closure: `<snatch::work::{closure} as FnOnce>`.
    let is_closure = of.ends_with('}');
    match (of_crate(head(of), own), of_crate(head(by), own)) {
        (_, Author::Std) if is_closure => Author::Std,
        (Author::Program, _) | (_, Author::Program) => Author::Program,
        // `<F as FnOnce>`: any type.
        (_, Author::Std) if !of.contains("::") => Author::Std,
        (of, _) => of,
    }
}

// Input:  <snatch::Coin as core::fmt::Display>::fmt
// Output: snatch::Coin, core::fmt::Display
fn qualified(name: &str) -> Option<(&str, &str)> {
    let inner = name.strip_prefix('<')?;
    let mut depth = 0_usize;
    let mut middle = None;
    let mut before = ' ';
    for (at, c) in inner.char_indices() {
        match c {
            '<' => depth += 1,
            '>' if before == '-' => {}
            '>' if depth == 0 => {
                let middle = middle?;
                return Some((inner.get(..middle)?, inner.get(middle + " as ".len()..at)?));
            }
            '>' => depth -= 1,
            ' ' if depth == 0 && inner.get(at..)?.starts_with(" as ") => middle = Some(at),
            _ => {}
        }
        before = c;
    }
    None
}

/// The crate at the head of a path or type, behind what may stand before it.
fn head(path: &str) -> &str {
    let path = path.trim_start_matches(['<', '&', '[', '(', '*']);
    let path = path.strip_prefix("mut ").unwrap_or(path);
    let path = path.strip_prefix("const ").unwrap_or(path);
    let path = path.strip_prefix("dyn ").unwrap_or(path);
    path.split("::").next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: [&str; 2] = ["snatch", "snatch_core"];

    fn by_name(name: &str) -> Author {
        author(name, None, &OWN)
    }

    #[test]
    fn the_program_is_told_from_its_dependencies() {
        for own in [
            "snatch::trade::buy",
            "snatch_core::buy",
            "snatch::core::panicking::panic",
            "<snatch::Coin as core::fmt::Display>::fmt",
            "<&mut snatch::Coin as core::fmt::Display>::fmt",
            "<u8 as snatch::Coin>::buy",
            "<alloc::vec::Vec<T> as snatch::Trait>::f",
            "<F as snatch::Trait<core::fmt::Error>>::f",
            "snatch::<impl core::fmt::Display for other::Thing>::fmt",
            "<dyn snatch::Coin as other::Any>::f",
        ] {
            assert_eq!(by_name(own), Author::Program, "{own}");
        }
    }

    #[test]
    fn generic_functions_of_std_are_std_s_whatever_they_work_on() {
        for std in [
            "core::option::Option<snatch::Coin>::map",
            "<alloc::vec::Vec<snatch::Coin> as core::ops::drop::Drop>::drop",
            "<F as core::ops::function::FnOnce<(snatch::Coin,)>>::call_once",
            "<snatch::LAZY::{closure} as core::ops::function::FnOnce>::call_once",
            "core::slice::index::<impl core::ops::index::Index<I> for [T]>::index",
            "<core::iter::adapters::map::Map<I,F> as core::iter::Iterator>::fold",
            "__rustc::rust_begin_unwind",
        ] {
            assert_eq!(by_name(std), Author::Std, "{std}");
        }
    }

    #[test]
    fn others_are_others() {
        for other in [
            "snatcher::buy",
            "tokio::runtime::task::core::Core<snatch::work,S>::poll",
            "<tokio::Task<T> as core::future::Future>::poll",
            "main",
            "__libc_start_main_impl",
            "",
        ] {
            assert_eq!(by_name(other), Author::Another, "{other}");
        }
    }

    #[test]
    fn a_file_of_another_s_is_never_the_program_s() {
        let name = "<snatch::Coin as other::Trait>::default";
        for file in [
            "/home/ada/.cargo/registry/src/index-1949/other-1.0.2/src/lib.rs",
            "/home/ada/.cargo/git/checkouts/other-12ab34cd56ef7890/9f3c/src/lib.rs",
            "/home/ada/snatch/vendor/other/src/lib.rs",
        ] {
            assert_eq!(author(name, Some(file), &OWN), Author::Another, "{file}");
        }
        let std = "/rustc/59807616e/library/core/src/option.rs";
        assert_eq!(author(name, Some(std), &OWN), Author::Std);
        assert_eq!(
            author(name, Some("/home/ada/snatch/src/main.rs"), &OWN),
            Author::Program
        );
    }

    #[test]
    fn a_function_for_c_is_the_program_s_if_its_file_is() {
        assert_eq!(
            author("callback", Some("/home/ada/snatch/src/main.rs"), &OWN),
            Author::Program
        );
        assert_eq!(
            author("_start", Some("./csu/../csu/libc-start.c"), &OWN),
            Author::Another
        );
        assert_eq!(
            author("rust_eh", Some("/rustc/1/library/std/src/lib.rs"), &OWN),
            Author::Std
        );
    }
}
