//! Relative paths: `clients/acme.csv`, `../acme`, `acme\board\plan`. Errors of a command line quote
//! them as the user typed them.
//!
//! One separator alone makes no path: `and/or`, `text/html`, `1/2`. A path has two of them, or one
//! and an extension, or one after `.` or `..`, or one backslash between two words. Only quotes show
//! where a path with spaces begins and ends.

use super::markers::PATH;
use super::paths::{LONGEST, closing_quote, extension, is_separator, line_number, starts_after_option, word_length};
use super::place::{Found, Place, find, is_one_of, is_quote, is_word, run, skip, starts_with, string, take};

/// The longest name of a file or directory on all platforms.
const LONGEST_NAME: usize = 255;
/// An unknown extension is as short as this: `.kdbx`, `.numbers`.
const LONGEST_EXTENSION: usize = 8;
/// Where cargo and the standard library keep sources. The author needs these places, and `file!()`
/// writes them so.
const SOURCE_ROOTS: &str = "src tests examples benches crates library";
const STD: &str = "core alloc std proc_macro test";
/// Libraries of macOS are named below one of these.
const LIBRARY_ROOTS: &str = "@rpath @loader_path @executable_path";
/// `text/vnd.abc` has no extension.
const MEDIA_TYPES: &str = "application audio font image message model multipart text video";
const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
/// What a message offers to choose from, or measures in: `read/write/execute`, `kg/m/s`.
const ALTERNATIVES: &str = "all always and any append auto both create current debug default delete disable disabled else enable \
    enabled error execute false get info input max maybe median mean min never no none not off on or other output patch \
    post put read stderr stdin stdout trace true unknown update warn warning write yes \
    b byte bytes c core cpu d day g gb h hour hz k kb kg km m mb min mib minute mm ms n q r rw s sec second w x y";
/// A quoted text with one of these before its first separator is a sentence with a path in it.
const SENTENCE: &str = "a an at be can cannot could couldn't create delete directory does error exist expected failed file find \
    for found from in invalid is load missing no not of on open parse path read save such the to unable was with write";

/// `clients/acme.csv` becomes `<path>.csv`.
pub(super) fn path(place: Place<'_>) -> Option<Found> {
    let body = quoted(place).or_else(|| unquoted(place))?;
    let line = line_number(body);
    let named = take(body, body.len() - line.len());
    Some(Found {
        length: body.len(),
        shown: format!("{PATH}{}{}", extension(named), string(line)),
    })
}

/// All that stands between quotes, if it is a path.
fn quoted(place: Place<'_>) -> Option<&[char]> {
    let [before @ .., quote] = place.behind() else {
        return None;
    };
    let first = *place.rest().first()?;
    // The apostrophe of `can't` opens nothing, and what follows a closing quote is not quoted.
    let opens = is_quote(*quote) && !before.last().copied().is_some_and(is_word);
    if !opens || !(is_word(first) || "\\.~@$%([{*^+-!#&".contains(first)) {
        return None;
    }
    let body = take(place.rest(), closing_quote(place)?);
    let body = body.strip_suffix(&['\\']).unwrap_or(body);
    let first = run(body, |char| !is_separator(char));
    // `a / b`
    let is_spaced = body
        .windows(2)
        .any(|pair| matches!(pair, [' ', char] | [char, ' '] if is_separator(*char)));
    // `text/html, application/json`
    let is_path = || body.split(|char| ",;".contains(*char)).any(is_path);
    (first <= LONGEST_NAME && !is_spaced && !is_sentence(body, first) && !has_scheme(body) && is_path()).then_some(body)
}

/// Whether a quoted text is a sentence with a path in it. What stands before its first separator
/// decides.
fn is_sentence(body: &[char], first: usize) -> bool {
    let before = string(take(body, first)).to_lowercase();
    starts_with(body, "I/O ")
        || find(body, ": ", body.len()).is_some()
        || [" '", " `", " \""].iter().any(|quote| before.contains(quote))
        || before.split_whitespace().any(|word| is_one_of(SENTENCE, word))
}

/// A path without quotes goes to the space.
fn unquoted(place: Place<'_>) -> Option<&[char]> {
    let rest = take(place.rest(), LONGEST);
    if is_inside_word(place) {
        return None;
    }
    // `\Users\jane`, but no `\d`.
    let root =
        usize::from(matches!(rest, ['\\', one, other, ..] if is_word(*one) && is_word(*other)) && !is_escape(rest));
    let is_start = |char: &char| is_word(*char) || ".~@$%([{*".contains(*char);
    let is_option = matches!(rest, ['-', '-', name, ..] if is_word(*name));
    if root == 0 && !is_option && !rest.first().is_some_and(is_start) {
        return None;
    }
    let is_in_name = |char: char| !is_separator(char) && !char.is_whitespace() && (!is_quote(char) || char == '\'');
    let below_root = skip(rest, root);
    let first = take(below_root, run(take(below_root, LONGEST_NAME + 1), is_in_name));
    // In `key=a/b`, `f(a/b)` and `me@a/b`, the path starts later.
    let is_name = !skip(first, 1).iter().any(|char| "=:,;|&?@".contains(*char)) && is_balanced(first);
    if !is_name
        || !skip(below_root, first.len())
            .first()
            .is_some_and(|char| is_separator(*char))
    {
        return None;
    }
    let word = take(rest, word_length(rest));
    (!has_scheme(word) && is_path(word)).then_some(word)
}

/// Whether what stands before belongs to the same word.
fn is_inside_word(place: Place<'_>) -> bool {
    let is_inside = |char: char| is_word(char) || "/\\.~-$%)]}*".contains(char);
    match place.behind() {
        // The line break in `"not found:\nclients/acme.csv"`, as `{:?}` prints it.
        [.., '\\', 'n' | 'r' | 't'] => false,
        // `me@a/b`, but not `@a/b`, which began before.
        [before @ .., '@'] => !before.last().copied().is_some_and(is_word),
        behind => behind.last().copied().is_some_and(is_inside) && !starts_after_option(place),
    }
}

fn is_balanced(name: &[char]) -> bool {
    let count = |brackets: &str| name.iter().filter(|char| brackets.contains(**char)).count();
    count("([{") == count(")]}")
}

fn has_scheme(chars: &[char]) -> bool {
    chars.windows(3).any(|three| three == [':', '/', '/'])
}

/// Whether these characters, of which it is known where they begin and end, are a path.
fn is_path(chars: &[char]) -> bool {
    let named = take(chars, chars.len() - line_number(chars).len());
    let parts = Parts::of(named);
    let [first, ..] = parts.names.as_slice() else {
        return false;
    };
    if is_source(named, &parts.names) || is_one_of(LIBRARY_ROOTS, &first.to_lowercase()) {
        return false;
    }
    let is_listed = |name: &String| is_figure(name) || is_one_of(ALTERNATIVES, &name.to_lowercase());
    let has_extension = parts.separators + parts.escapes > 0 && has_extension(named, first);
    let is_dotted = matches!(named, ['.', char, ..] | ['.', '.', char, ..] if is_separator(*char));
    let is_deep = parts.separators > 1 && parts.names.len() > 1;
    let is_of_windows = parts.backslashes > 0 && parts.names.iter().filter(|name| name.len() > 1).count() > 1;
    has_extension || is_dotted || (is_deep || is_of_windows) && !parts.names.iter().all(is_listed)
}

/// A path taken apart. `.`, `..` and `*` are no names.
#[derive(Default)]
struct Parts {
    names: Vec<String>,
    separators: usize,
    /// How many of the separators are backslashes.
    backslashes: usize,
    /// The `\n` of `one\ntwo`, which may be a line break or a separator.
    escapes: usize,
}

impl Parts {
    fn of(path: &[char]) -> Self {
        let mut parts = Self::default();
        let mut rest = path;
        while !rest.is_empty() {
            let name = take(rest, parts.name_length(rest));
            rest = skip(rest, name.len());
            let separator = take(rest, run(rest, is_separator));
            rest = skip(rest, separator.len());
            if !separator.is_empty() {
                parts.separators += 1;
                parts.backslashes += usize::from(separator.contains(&'\\'));
            }
            if name.iter().any(|char| is_word(*char)) && !name.starts_with(&['*', '.']) {
                parts.names.push(string(name));
            }
        }
        parts
    }

    /// To the next separator; an escape is none.
    fn name_length(&mut self, rest: &[char]) -> usize {
        let mut at = run(rest, |char| !is_separator(char));
        while is_escape(skip(rest, at)) {
            self.escapes += 1;
            at += 2;
            at += run(skip(rest, at), |char| !is_separator(char));
        }
        at
    }
}

/// What `{:?}` prints for a line break, a tab and the like.
fn is_escape(chars: &[char]) -> bool {
    matches!(
        chars,
        ['\\', 'n' | 'r' | 't' | '0' | '\'' | '"', ..] | ['\\', 'u', '{', ..]
    )
}

/// `src/main.rs`, `crates/core/src/lib.rs`, `serde-1.0.2/src/de.rs`, `std/src/panicking.rs`.
fn is_source(path: &[char], names: &[String]) -> bool {
    let is_of_crate = |name: &str| {
        let version = name.rsplit('-').next().unwrap_or_default();
        is_one_of(STD, name) || version.contains('.') && version.starts_with(|char: char| char.is_ascii_digit())
    };
    let is_root = match names {
        [root, ..] if is_one_of(SOURCE_ROOTS, root) => true,
        [name, below, ..] => below == "src" && is_of_crate(name),
        _ => false,
    };
    is_root && extension(path) == ".rs" && !path.windows(2).any(|two| two == ['.', '.'])
}

/// Whether the last name has an extension. An unknown one is no extension in a media type.
fn has_extension(named: &[char], first: &str) -> bool {
    let last = named.rsplit(|char| is_separator(*char)).next().unwrap_or_default();
    let Some(dot) = last.iter().rposition(|char| *char == '.').filter(|dot| *dot > 0) else {
        return false;
    };
    let unknown = skip(last, dot + 1);
    let looks_like_one = (2..=LONGEST_EXTENSION).contains(&unknown.len())
        && unknown.iter().all(char::is_ascii_alphanumeric)
        && unknown.first().is_some_and(char::is_ascii_alphabetic);
    !extension(named).is_empty() || looks_like_one && !is_one_of(MEDIA_TYPES, first)
}

/// A number, or a part of a date, of a time, or of the pattern of one: `12`, `01T12:34:56Z`, `Oct`,
/// `YYYY`, `%d`.
fn is_figure(name: &str) -> bool {
    let month = name.get(..3).unwrap_or_default().to_ascii_lowercase();
    let after_month = name.get(3..).unwrap_or_default();
    let is_of = |text: &str, kind: &str| text.chars().all(|char| char.is_ascii_digit() || kind.contains(char));
    is_of(name, "TZ:.,+-%") || is_of(name, "YMDymd%:.,+-") || is_one_of(MONTHS, &month) && is_of(after_month, ":.")
}
