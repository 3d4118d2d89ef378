//! Whose a function is: of the program's own workspace, of the standard library, or of another's.

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

/// The author of the function with this symbol and name. `own` are the program's crates.
///
/// A function of std's that works on the program's types is std's; one of the program's that implements a trait of std's is the program's.
pub(super) fn author(symbol: Option<&str>, name: &str, file: Option<&str>, own: &[&str]) -> Author {
    let origin = file.map(files::Origin::of);
    if !name.contains("::") {
        // No path, no crate: a function for C, or one of which little is left. The file alone can say whose.
        let is_rust = file.is_some_and(files::is_rust);
        return match origin {
            Some(files::Origin::Local | files::Origin::Generated(_)) if is_rust => Author::Program,
            Some(files::Origin::Std) => Author::Std,
            _ => Author::Another,
        };
    }
    let author = match symbol.and_then(of_symbol) {
        Some(name) => of_crate(name, own),
        None => of_name(symbol, name, own),
    };
    match (author, origin) {
        // What the name cannot tell: the body of a trait's method that came with the trait.
        (Author::Program, Some(files::Origin::Std)) => Author::Std,
        (Author::Program, Some(files::Origin::Dependency)) => Author::Another,
        (author, _) => author,
    }
}

/// Whether a symbol of the newer kind is that of a method's body that came with its trait.
pub(super) fn came_with_trait(symbol: &str) -> bool {
    let Some(mut rest) = symbol.trim_start_matches('_').strip_prefix('R') else {
        return false;
    };
    loop {
        let after = rest
            .strip_prefix('I')
            .or_else(|| Some(rest.strip_prefix('N')?.split_at_checked(1)?.1));
        match after {
            Some(after) => rest = after,
            None => return rest.starts_with('Y'),
        }
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

// Input:  _RNvXs_NtCs123_6snatch4coinNtB4_4CoinNtNtCs456_4core3fmt7Display3fmt
// Output: snatch
/// The crate that a symbol of the newer kind says its function is in. Of an implementation it says where that stands, which no name does.
fn of_symbol(symbol: &str) -> Option<&str> {
    // macOS puts one `_` more in front of each symbol, and Windows one less.
    let mut rest = symbol.trim_start_matches('_').strip_prefix('R')?;
    loop {
        let (tag, after) = rest.split_at_checked(1)?;
        rest = match tag {
            // A namespace, and what is in it.
            "N" => after.split_at_checked(1)?.1,
            // Generic arguments follow later.
            "I" => after,
            // An implementation: first of all, where it is.
            "M" | "X" => without_disambiguator(after)?,
            "C" => return identifier(without_disambiguator(after)?),
            _ => return None,
        };
    }
}

fn without_disambiguator(text: &str) -> Option<&str> {
    match text.strip_prefix('s') {
        Some(number) => number.split_once('_').map(|(_, rest)| rest),
        None => Some(text),
    }
}

/// One of ASCII letters. A crate's name has no others.
fn identifier(text: &str) -> Option<&str> {
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (length, rest) = text.split_at_checked(digits)?;
    rest.strip_prefix('_').unwrap_or(rest).get(..length.parse().ok()?)
}

/// By what the name says. An implementation for a foreign type, of a foreign trait, has a path of its own in symbols of the older kind:
/// `snatch::<impl Display for Foreign>::fmt`.
fn of_name(symbol: Option<&str>, name: &str, own: &[&str]) -> Author {
    let Some((of, by)) = qualified(name) else {
        return of_crate(head(name), own);
    };
    let (of, by) = (of_crate(head(of), own), of_crate(head(by), own));
    match (of, by) {
        _ if symbol.is_some_and(came_with_trait) => by,
        (Author::Program, _) | (_, Author::Program) => Author::Program,
        // `<F as FnOnce>`: any type.
        (_, Author::Std) if !head_is_crate(name) => Author::Std,
        (of, _) => of,
    }
}

// Input:  <snatch::Coin as core::fmt::Display>::fmt
// Output: snatch::Coin, core::fmt::Display
pub(super) fn qualified(name: &str) -> Option<(&str, &str)> {
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

/// Whether the type of `<Type as Trait>` is a path, and no parameter or primitive.
fn head_is_crate(name: &str) -> bool {
    qualified(name).is_some_and(|(of, _)| of.contains("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: [&str; 2] = ["snatch", "snatch_core"];

    fn by_name(name: &str) -> Author {
        author(None, name, None, &OWN)
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
    fn symbols_of_the_newer_kind_say_where_an_implementation_stands() {
        for (symbol, name) in [
            ("_RNvNtCs9Rt6v6e5bDx_6snatch5trade3buy", "snatch"),
            (
                "_RNvXs_NtCs123_6snatch4coinNtB4_4CoinNtNtCs456_4core3fmt7Display3fmt",
                "snatch",
            ),
            ("_RNCNvMs0_NtCs123_6snatch4coinNtB7_4Coin4flip0B9_", "snatch"),
            ("__RINvNtCs456_4core3ptr13drop_in_placeNtCs123_6snatch4CoinEB4_", "core"),
            ("_RNvCs123_12_1not_ascii4name", "1not_ascii4n"),
        ] {
            assert_eq!(of_symbol(symbol), Some(name), "{symbol}");
        }
        for symbol in [
            "",
            "_R",
            "_RN",
            "_RNv",
            "_RNvC",
            "_RNvCs",
            "_RNvC9",
            "_RNvC99a",
            "_ZN4core3ptrE",
            "main",
            "_RNvYNtCs1_6snatch4Coin",
        ] {
            assert_eq!(of_symbol(symbol), None, "{symbol}");
        }
    }

    #[test]
    fn a_method_that_came_with_a_trait_is_the_trait_s() {
        let symbol = "_RNvYNtNtCs123_6walker4ways6WorkerNtNtNtNtCs456_4core4iter6traits8iterator8Iterator4foldB6_";
        let name = "<snatch::Worker as core::iter::traits::iterator::Iterator>::fold";
        assert_eq!(author(Some(symbol), name, None, &OWN), Author::Std);
        let own = "<u8 as snatch::Coin>::twice";
        assert_eq!(
            author(Some("_RNvYhNtCs123_6snatch4Coin5twice"), own, None, &OWN),
            Author::Program
        );
    }

    #[test]
    fn a_file_of_another_s_is_never_the_program_s() {
        let name = "<snatch::Coin as other::Trait>::default";
        for file in [
            "/home/ada/.cargo/registry/src/index-1949/other-1.0.2/src/lib.rs",
            "/home/ada/.cargo/git/checkouts/other-12ab34cd56ef7890/9f3c/src/lib.rs",
            "/home/ada/snatch/vendor/other/src/lib.rs",
        ] {
            assert_eq!(author(None, name, Some(file), &OWN), Author::Another, "{file}");
        }
        let std = "/rustc/59807616e/library/core/src/option.rs";
        assert_eq!(author(None, name, Some(std), &OWN), Author::Std);
        assert_eq!(
            author(None, name, Some("/home/ada/snatch/src/main.rs"), &OWN),
            Author::Program
        );
    }

    #[test]
    fn a_function_for_c_is_the_program_s_if_its_file_is() {
        assert_eq!(
            author(None, "callback", Some("/home/ada/snatch/src/main.rs"), &OWN),
            Author::Program
        );
        assert_eq!(
            author(None, "_start", Some("./csu/../csu/libc-start.c"), &OWN),
            Author::Another
        );
        assert_eq!(
            author(None, "rust_eh", Some("/rustc/1/library/std/src/lib.rs"), &OWN),
            Author::Std
        );
    }
}
