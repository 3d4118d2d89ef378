//! Names of functions as a person would write them, the same for both kinds of symbols and on every
//! system.
//!
//! Without generic arguments, because symbols of the older kind have none, and a name is what a
//! server groups by: `largest::<u8>` and `largest` are one function. Without the numbers of
//! closures, which change when another is written above.

/// What a closure, and the body of an `async` block, is called.
pub(super) const CLOSURE: &str = "{closure}";

// Input:  <snatch::Coin<f64> as core::fmt::Display>::fmt::{closure#0}
// Output: <snatch::Coin as core::fmt::Display>::fmt::{closure}
pub(super) fn simplified(demangled: &str) -> String {
    let name = without_arguments(demangled);
    let name = without_brackets(&name);
    let segments = segments(&name);
    let is_all = segments.len() == 1;
    let segments = segments.into_iter().filter_map(|name| segment(name, is_all));
    segments.collect::<Vec<String>>().join("::")
}

/// Without generic arguments: those of `largest::<u8>` and of `Vec<u8>`, but not what `<Coin as
/// Display>` or `<impl Display for Coin>` means.
fn without_arguments(name: &str) -> String {
    let mut kept = String::with_capacity(name.len());
    // How many arguments, of arguments, this is within.
    let mut depth = 0_usize;
    // Of `->`, in the type of a function.
    let mut before = ' ';
    for (at, c) in name.char_indices() {
        match c {
            '<' if depth > 0 => depth += 1,
            '>' if depth > 0 && before != '-' => depth -= 1,
            '<' if is_argument(&kept, name.get(at..).unwrap_or_default()) => {
                depth = 1;
                let head = kept.trim_end_matches("::").len();
                kept.truncate(head);
            }
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
        before = c;
    }
    kept
}

/// Whether the bracket that comes opens arguments of what comes before.
fn is_argument(before: &str, from: &str) -> bool {
    !from.starts_with("<impl ") && before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '}' | '$'))
}

// Input:  <snatch::Coin>::flip
// Output: snatch::Coin::flip
/// Methods of a type's own have brackets in symbols of the newer kind only. `<[u8]>::sort` is no
/// path without.
fn without_brackets(name: &str) -> String {
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '{' | '}' | '#' | '$');
    match name.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        Some((path, rest)) if path.chars().all(is_path) => format!("{path}{rest}"),
        _ => name.to_owned(),
    }
}

/// The parts between `::`, but not within brackets.
fn segments(name: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    let mut depth = 0_usize;
    let mut start = 0;
    let bytes = name.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' | b'(' | b'[' | b'{' => depth += 1,
            b'>' if at > 0 && bytes.get(at - 1) == Some(&b'-') => {}
            b'>' | b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            b':' if depth == 0 && bytes.get(at + 1) == Some(&b':') => {
                segments.push(name.get(start..at).unwrap_or_default());
                start = at + 2;
            }
            _ => {}
        }
    }
    segments.push(name.get(start..).unwrap_or_default());
    segments
}

/// One part of a path. What the compiler made is in braces, or on Windows has a number behind `$`.
/// `None` for what is no part of the function that its author wrote: an `async fn` and its body are
/// one, and so are a method and what calls it by its table.
fn segment(segment: &str, is_all: bool) -> Option<String> {
    if segment.starts_with('<') {
        return Some(segment.to_owned());
    }
    // `call_once{{vtable.shim}}`
    let (name, made) = match segment.find('{') {
        Some(at) => segment.split_at(at),
        None => match segment.split_once('$') {
            Some((made, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => ("", made),
            // `work.llvm.17`, `work.cold`
            _ => (segment.split('.').next().unwrap_or_default(), ""),
        },
    };
    let made = made.trim_start_matches('{').split(['#', '}', ':']).next();
    let made = match made.unwrap_or_default() {
        // All that is left of it.
        "async_fn" | "async_fn_env" if is_all => "{async fn}",
        "" | "async_fn" | "async_fn_env" | "shim" | "vtable.shim" | "constructor" | "ctor" => "",
        "closure" | "closure_env" | "coroutine" | "async_block" | "async_block_env" | "async_closure"
        | "async_closure_env" | "gen_block" | "gen_block_env" => CLOSURE,
        other => return Some(format!("{name}{{{other}}}")),
    };
    Some(format!("{name}{made}")).filter(|segment| !segment.is_empty())
}

/// Closures within closures, and blocks within blocks, as one: which is meant, the line says.
pub(super) fn folded(mut name: String) -> String {
    let twice = format!("{CLOSURE}::{CLOSURE}");
    while name.contains(&twice) {
        name = name.replace(&twice, CLOSURE);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_of_symbols_read_alike() {
        for (older, newer, read) in [
            ("snatch::trade::buy", "snatch::trade::buy", "snatch::trade::buy"),
            ("snatch::largest", "snatch::largest::<u8>", "snatch::largest"),
            (
                "snatch::Coin<T>::flip",
                "<snatch::Coin<u8>>::flip",
                "snatch::Coin::flip",
            ),
            ("snatch::Coin::by", "<snatch::Coin>::by::<u8>", "snatch::Coin::by"),
            (
                "<alloc::vec::Vec<T> as snatch::Coin>::flip",
                "<alloc::vec::Vec<usize> as snatch::Coin>::flip",
                "<alloc::vec::Vec as snatch::Coin>::flip",
            ),
            (
                "snatch::work::{{closure}}",
                "snatch::work::{closure#3}",
                "snatch::work::{closure}",
            ),
            (
                "<snatch::Coin as snatch::Source>::get::{{closure}}",
                "<snatch::Coin as snatch::Source<u8, fn(u8) -> u8>>::get::<()>::{closure#0}",
                "<snatch::Coin as snatch::Source>::get::{closure}",
            ),
            ("snatch::{{impl}}::fmt", "snatch::{impl#3}::fmt", "snatch::{impl}::fmt"),
            (
                "snatch::LAZY::{{constant}}",
                "snatch::LAZY::{constant#0}",
                "snatch::LAZY::{constant}",
            ),
            (
                "core::ops::function::FnOnce::call_once{{vtable.shim}}",
                "core::ops::function::FnOnce::call_once::{shim:vtable#0}",
                "core::ops::function::FnOnce::call_once",
            ),
        ] {
            assert_eq!((&*simplified(older), &*simplified(newer)), (read, read));
        }
    }

    #[test]
    fn the_names_of_windows_read_alike() {
        for (written, read) in [
            ("snatch::fetch::async_fn$0", "snatch::fetch"),
            ("snatch::fetch::async_block$0", "snatch::fetch::{closure}"),
            ("snatch::work::closure$2<u8,tuple$<> >", "snatch::work::{closure}"),
            ("snatch::trade::impl$1::fmt", "snatch::trade::{impl}::fmt"),
            ("snatch::largest<u8>", "snatch::largest"),
        ] {
            assert_eq!(simplified(written), read);
        }
    }

    #[test]
    fn of_little_that_is_left_a_little_is_told() {
        for (left, read) in [
            ("buy", "buy"),
            ("{closure#0}", "{closure}"),
            ("{async_fn#0}", "{async fn}"),
            ("{async_block#0}", "{closure}"),
        ] {
            assert_eq!(simplified(left), read);
        }
    }

    #[test]
    fn what_is_no_path_stays() {
        for name in [
            "<[u8]>::sort",
            "<&dyn core::ops::function::Fn + core::marker::Sync as core::ops::function::FnOnce>::call_once",
            "<fn() -> usize as core::ops::function::FnOnce>::call_once",
            "core::slice::index::<impl core::ops::index::Index for [T]>::index",
            "__libc_start_main_impl",
            "snatch::données::öffnen",
        ] {
            assert_eq!(simplified(name), name);
        }
        assert_eq!(simplified("snatch::work.cold.1"), "snatch::work");
        assert_eq!(
            simplified("<<snatch::A<u8> as snatch::B>::C as snatch::D<Output = fn() -> u8>>::e"),
            "<<snatch::A as snatch::B>::C as snatch::D>::e"
        );
    }

    #[test]
    fn broken_names_do_no_harm() {
        for name in [
            "", "<", ">", "a<b", "<a as b", "::", "a::{", "}{", "{{{{", "->", "a<->", "$", "a$1$",
        ] {
            let _ = simplified(name);
        }
    }

    #[test]
    fn closures_in_closures_are_one() {
        let folded = |name: &str| folded(name.to_owned());
        assert_eq!(folded("a::{closure}::{closure}::{closure}::{closure}"), "a::{closure}");
        assert_eq!(folded("a::{closure}::b::{closure}"), "a::{closure}::b::{closure}");
    }
}
