//! Absolute paths of all platforms. Directories and file names are personal; only a well-known
//! extension remains.
//!
//! `relative.rs` has the rule for relative ones. Paths with spaces are known by the quotes around
//! them, and without quotes as far as one can tell (`C:\Program Files\App\x.exe`, `/home/me/My
//! Movie.mp4`).

use super::markers::{HOME_PATH, PATH, is_marker};
use super::place::{Found, Place, is_quote, is_word, run, skip, starts_with, string, take, trim_end};

/// Longer ones do not exist (Linux: 4096, Windows: 32767 in theory only).
pub(super) const LONGEST: usize = 4096;
/// How many words after a space may still belong to a path without quotes.
const WORDS_AHEAD: usize = 3;
/// What may stay of a file's name. A closed list: `/home/jane.smith` ends in a name too.
const EXTENSIONS: &str = "7z a avi avif bak bat bin bmp bz2 c cc cfg cmd conf cpp crt css csv dat db deb dll dmg \
    doc docx dylib env exe flac gif gpg gz h heic hpp html ini ipynb jar java jpeg jpg js json jsonl key lib lock \
    log m4a md mkv mov mp3 mp4 odt ogg otf out pdf pem pid png ppt pptx proto ps1 py rar rb rlib rpm rs rtf \
    service sh so sock socket sql sqlite sqlite3 svg tar tex tgz tiff tmp toml ts tsv ttf txt wasm wav webm webp \
    xls xlsx xml xz yaml yml zip zst";

/// `/var/lib/x.csv` becomes `<path>.csv`, what is in the home directory `~/<path>.csv`, the home
/// directory itself `~`.
pub(super) fn path(place: Place<'_>) -> Option<Found> {
    let rest = place.rest();
    let root = root(place)?;
    let body = match closing_quote(place) {
        Some(end) => take(rest, end.max(root.length)),
        None => unquoted(rest, root.length),
    };
    // The backslash of an escaped quote, `\"`, is no part of the path.
    let body = take(body, trim_end(body, |char| char == '\\').len().max(root.length));
    let below_root = skip(body, root.length);
    let is_home_itself = root.is_home && below_root.iter().all(|char| is_separator(*char));
    let line = line_number(below_root);
    let named = take(body, body.len() - line.len());
    let shown = match (root.is_home, is_home_itself) {
        (_, true) => "~".to_owned(),
        (true, _) => format!("{HOME_PATH}{}{}", extension(named), string(line)),
        _ => format!("{PATH}{}{}", extension(named), string(line)),
    };
    Some(Found {
        length: body.len(),
        shown,
    })
}

struct Root {
    length: usize,
    is_home: bool,
}

/// Whether an absolute path starts here, and how long what makes it absolute is.
fn root(place: Place<'_>) -> Option<Root> {
    let rest = place.rest();
    if let Some(length) = place.known.home_at(rest) {
        return Some(Root { length, is_home: true });
    }
    let before = place.before();
    if !starts_after_option(place) && before.is_some_and(|char| is_word(char) || "./\\~)]}%".contains(char)) {
        return None;
    }
    let is_name_start = |char: Option<&char>| char.is_some_and(|char| is_word(*char) || "._~%@$+".contains(*char));
    let absolute = |length| Some(Root { length, is_home: false });
    match rest {
        ['~', ..] => {
            let after = skip(rest, 1);
            // `~1/2` is about a half.
            let starts_with_digit = after.first().is_some_and(char::is_ascii_digit);
            let user = run(after, |char| is_word(char) || "-.".contains(char));
            let is_home = !starts_with_digit
                && skip(after, user).first().copied().is_some_and(is_separator)
                && is_name_start(rest.get(user + 2));
            is_home.then_some(Root {
                length: user + 2,
                is_home: true,
            })
        }
        ['/', '/', name, ..] | ['\\', '\\', name, ..] if is_name_start(Some(name)) || *name == '?' => absolute(2),
        // As Rust prints it with `{:?}`.
        ['\\', '\\', '\\', '\\', name, ..] if is_name_start(Some(name)) || *name == '?' => absolute(4),
        ['/', ..] if before == Some('<') && is_closing_tag(skip(rest, 1)) => None,
        ['/', name, ..] if is_name_start(Some(name)) => absolute(1),
        [drive, ':', separator, ..] if drive.is_ascii_alphabetic() && is_separator(*separator) => absolute(3),
        ['f' | 'F', 'i' | 'I', 'l' | 'L', 'e' | 'E', ':', '/', after @ ..] => {
            absolute(6 + run(after, |char| char == '/'))
        }
        _ => None,
    }
}

/// `-I/usr/include`
pub(super) fn starts_after_option(place: Place<'_>) -> bool {
    matches!(place.behind(), ['-', option] | [.., ' ' | '"' | '\'', '-', option] if option.is_ascii_alphabetic())
}

/// The `div>` of `</div>`.
fn is_closing_tag(chars: &[char]) -> bool {
    let name = run(chars, char::is_alphanumeric);
    skip(chars, name).first() == Some(&'>')
}

pub(super) fn is_separator(char: char) -> bool {
    matches!(char, '/' | '\\')
}

/// Where the quote closes that was opened right before this place.
pub(super) fn closing_quote(place: Place<'_>) -> Option<usize> {
    let closing = match place.before()? {
        '“' | '„' => ['”', '“'],
        '‘' => ['’', '’'],
        '«' => ['»', '»'],
        char if is_quote(char) => [char, char],
        _ => return None,
    };
    let line = take(place.rest(), run(take(place.rest(), LONGEST), |char| char != '\n'));
    // An apostrophe, as in `'/home/me/Jane's file'`, does not close.
    let closes = |at: &usize| {
        closing.contains(line.get(*at).unwrap_or(&' ')) && !line.get(at + 1).is_some_and(|char| char.is_alphanumeric())
    };
    (0..line.len()).find(closes)
}

/// A path without quotes: to the space, and beyond it while the next words look like more of the
/// same path.
fn unquoted(rest: &[char], root: usize) -> &[char] {
    let mut end = root + word_length(skip(rest, root));
    while let Some(more) = more_words(skip(rest, end), take(rest, end)) {
        end += more;
    }
    take(rest, end)
}

/// Until a space, a quote, or the bracket that closes one opened before the path; without the
/// sentence's punctuation.
pub(super) fn word_length(chars: &[char]) -> usize {
    let is_end = |at: usize, char: char| match char {
        ':' => is_last_colon(take(chars, at), skip(chars, at + 1)),
        _ => char.is_whitespace() || "\"`<>|“”„‘«»".contains(char),
    };
    let word = take(chars, until_closing_bracket(chars, is_end));
    trim_end(word, |char| ".,;:!?'’".contains(char)).len()
}

/// To the first character that ends it, or to where a bracket closes that was not opened in these
/// characters.
pub(super) fn until_closing_bracket(chars: &[char], is_end: impl Fn(usize, char) -> bool) -> usize {
    let mut open = 0_usize;
    for (at, char) in chars.iter().enumerate() {
        match char {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' if open == 0 => return at,
            ')' | ']' | '}' => open -= 1,
            _ if is_end(at, *char) => return at,
            _ => {}
        }
    }
    chars.len()
}

/// A colon ends a path, unless it is part of a name or stands after a drive. `:12:5` is
/// [`line_number`]'s.
fn is_last_colon(before: &[char], after: &[char]) -> bool {
    match after {
        [] | [':', ..] => true,
        [after, ..] => is_separator(*after) && !ends_in_drive(before),
    }
}

/// The `C` of `\\?\C:\`.
fn ends_in_drive(chars: &[char]) -> bool {
    match chars {
        [drive] => drive.is_ascii_alphabetic(),
        [.., separator, drive] => is_separator(*separator) && drive.is_ascii_alphabetic(),
        [] => false,
    }
}

/// The `:12:5` at the end.
pub(super) fn line_number(chars: &[char]) -> &[char] {
    let tail = chars
        .iter()
        .rev()
        .take_while(|char| char.is_ascii_digit() || **char == ':')
        .count();
    let tail = skip(chars, chars.len() - tail);
    let digits_before_colon = run(tail, |char| char != ':');
    skip(tail, digits_before_colon)
}

/// How much of what follows belongs to the path, if one of the next words tells so: it has a
/// separator, or an extension where the path has none yet.
fn more_words(rest: &[char], path: &[char]) -> Option<usize> {
    let needs_extension = extension(path).is_empty();
    let mut end = 0;
    for _ in 0..WORDS_AHEAD {
        let [' ', first, ..] = skip(rest, end) else { return None };
        let word = skip(rest, end + 1);
        let word = take(
            word,
            run(take(word, LONGEST), |char| !char.is_whitespace() && !is_quote(char)),
        );
        let stops = |char: &char| "=@<>|".contains(*char) || is_marker(*char);
        let is_and = word == ['&'];
        if !(first.is_alphanumeric() || is_and) || word.iter().any(stops) || is_url_or_source(word) {
            return None;
        }
        let length = word_length(word);
        let named = take(word, length);
        if named.iter().any(|char| is_separator(*char)) || (needs_extension && !extension(named).is_empty()) {
            return Some(end + 1 + length);
        }
        if length < word.len() {
            return None;
        }
        end += 1 + length;
    }
    None
}

fn is_url_or_source(word: &[char]) -> bool {
    let has = |wanted: &str| (0..word.len()).any(|at| starts_with(skip(word, at), wanted));
    has("://") || has(":\\") || extension(take(word, word.len() - line_number(word).len())) == ".rs"
}

/// `.csv`, if the last component has one that is well known.
pub(super) fn extension(path: &[char]) -> String {
    let last = path.rsplit(|char| is_separator(*char)).next().unwrap_or_default();
    let extension: String = last.rsplit(|char| *char == '.').next().map(string).unwrap_or_default();
    let has_stem = last.len() > extension.len() + 1;
    let is_known = EXTENSIONS
        .split_whitespace()
        .any(|known| known.eq_ignore_ascii_case(&extension));
    if has_stem && is_known {
        format!(".{extension}")
    } else {
        String::new()
    }
}
