//! Values that say themselves what they are: `password=…`, `token: …`, `Authorization: …`,
//! `--api-key …`.

use super::markers::{ARGUMENT, SECRET};
use super::place::{Found, Place, find, is_one_of, is_quote, is_word, run, skip, starts_with, string, take, trim_end};

/// A label that ends in one of these has a secret as its value: `PGPASSWORD`, `clientSecret`,
/// `x-api-key`.
const ENDINGS: &str = "password passwd passphrase passwort passcode secret secrets token apikey credential \
    credentials mnemonic authorization cookie privatekey secretkey accesskey sessionid";
/// A label that is one of these, or whose last part is: `db.pwd`, `jwt`.
const WORDS: &str = "pwd pass pw auth bearer jwt otp totp pin cvv cvc sig signature sid";
/// A `key` is no secret by itself (`missing key: name`), but these are, as one word or two.
const KEYS: &str = "api access private secret encryption signing auth license licence master session shared";
/// What may follow the secret's name without changing what it is: `token_value`, `password2`.
const SUFFIXES: &str = "base hash salt value str string text raw bytes hex b64 base64";
/// Their values have spaces: the rest of the line goes.
const WHOLE_LINE: &str = "authorization cookie passphrase mnemonic";
/// No secrets.
const NOTHING: &str = "none null nil true false yes no";
/// What stands after an authentication scheme in prose: `missing bearer token`.
const SCHEME_PROSE: &str = "auth authentication authorization token tokens realm scheme header credentials";
/// Where `clap`, `lexopt`, `pico-args`, `argh` and `bpaf` quote what the user typed.
const ARGUMENTS: [(&str, &str); 14] = [
    ("invalid value '", "' for '"),
    ("unexpected value '", "' for '"),
    ("unexpected argument '", "' found"),
    ("unrecognized subcommand '", "'"),
    ("to pass '", "' as a value"),
    ("' as a value, use '-- ", "'"),
    ("' as a value, use '", "'"),
    ("unexpected argument \"", "\""),
    ("cannot parse argument \"", "\": "),
    ("argument is invalid unicode: \"", "\""),
    ("failed to parse '", "': "),
    ("' with value '", "': "),
    ("couldn't parse `", "`: "),
    ("no such command or positional: `", "`"),
];
/// Longer labels are none.
const LONGEST_LABEL: usize = 64;
/// Longer values run to the end of the text.
const LONGEST_VALUE: usize = 8 * 1024;

/// A label and its value: the label stays.
pub(super) fn labelled(place: Place<'_>) -> Option<Found> {
    if place.before().is_some_and(is_label) {
        return None;
    }
    let rest = place.rest();
    let label = take(rest, run(take(rest, LONGEST_LABEL), is_label));
    let after = skip(rest, label.len());
    if label.len() < 2 || after.first().copied().is_some_and(is_label) {
        return None;
    }
    let form = Form::of(label);
    let before_value = separator(form, after)?;
    let extent = extent_of_secret(place, label, form)?;
    let (length, shown) = value_of(form, extent, skip(after, before_value))?;
    let kept = label.len() + before_value;
    Some(Found {
        length: kept + length,
        shown: string(take(rest, kept)) + &shown,
    })
}

/// What the user typed, where a parser of command lines quotes it; a plain `--flag` stays.
pub(super) fn argument(place: Place<'_>) -> Option<Found> {
    let rest = place.rest();
    let (before, after) = ARGUMENTS.iter().find(|(before, _)| starts_with(rest, before))?;
    let value = skip(rest, before.len());
    let length = find(value, after, LONGEST_VALUE)?;
    let is_flag = starts_with(value, "--")
        && take(value, length)
            .iter()
            .all(|char| char.is_ascii_lowercase() || *char == '-');
    (!is_flag).then(|| Found {
        length: before.len() + length,
        shown: format!("{before}{ARGUMENT}"),
    })
}

fn is_label(char: char) -> bool {
    char.is_ascii_alphanumeric() || "_-.".contains(char)
}

/// How a label is written.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// `--password`: a space is enough between it and its value.
    Option,
    /// `Bearer`: so too.
    Scheme,
    Other,
}

impl Form {
    fn of(label: &[char]) -> Self {
        let is = |scheme: &str| label.len() == scheme.len() && string(label).eq_ignore_ascii_case(scheme);
        if starts_with(label, "--") {
            Self::Option
        } else if is("bearer") || is("basic") {
            Self::Scheme
        } else {
            Self::Other
        }
    }
}

/// How far a value without quotes goes.
#[derive(Clone, Copy, PartialEq)]
enum Extent {
    Word,
    Line,
}

/// `None` if this label has nothing secret.
fn extent_of_secret(place: Place<'_>, label: &[char], form: Form) -> Option<Extent> {
    let words = words(label);
    let last = words.iter().rposition(|word| !is_one_of(SUFFIXES, word))?;
    let word = words.get(last)?;
    // `api` in `api_key` and `apiKey`; for `API key` we look at the word before.
    let before = match last.checked_sub(1).and_then(|before| words.get(before)) {
        Some(before) => before.clone(),
        None => word_behind(place),
    };
    let both = before.clone() + word;
    let is_secret = form == Form::Scheme
        || ENDINGS.split_whitespace().any(|ending| word.ends_with(ending))
        || is_one_of(ENDINGS, &both)
        || is_one_of(WORDS, word)
        || word == "key" && is_one_of(KEYS, &before);
    let has_spaces = WHOLE_LINE.split_whitespace().any(|ending| word.ends_with(ending));
    is_secret.then_some(if has_spaces { Extent::Line } else { Extent::Word })
}

/// The parts of `x-api-key`, `clientSecret`, `PGPASSWORD` in lower case.
fn words(label: &[char]) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for char in label {
        if (char.is_ascii_uppercase() && was_lower || !char.is_ascii_alphabetic())
            && words.last().is_some_and(|word| !word.is_empty())
        {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| char.is_ascii_alphabetic()) {
            word.push(char.to_ascii_lowercase());
        }
        was_lower = char.is_ascii_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

fn word_behind(place: Place<'_>) -> String {
    let behind = trim_end(place.behind(), |char| char == ' ');
    let length = behind
        .iter()
        .rev()
        .take(LONGEST_LABEL)
        .take_while(|char| char.is_ascii_alphabetic())
        .count();
    string(skip(behind, behind.len() - length)).to_ascii_lowercase()
}

/// How long what stands between label and value is: `=`, `: `, `": "`, ` => `; after `--option` and
/// `Bearer` a space.
fn separator(form: Form, after: &[char]) -> Option<usize> {
    let quote = run(take(after, 2), |char| is_quote(char) || char == '\\');
    let space = quote + run(take(skip(after, quote), 3), is_space);
    let sign = skip(after, space);
    let sign = match sign {
        [':', ':', ..] => 0,
        [':' | '=', '=' | '>', ..] => 2,
        [':' | '=', ..] => 1,
        _ => 0,
    };
    if sign == 0 {
        return (form != Form::Other && quote == 0 && space > 0).then_some(space);
    }
    let end = space + sign;
    Some(end + run(take(skip(after, end), 3), is_space))
}

fn is_space(char: char) -> bool {
    char.is_whitespace() && char != '\n'
}

/// How long the value is, and what is shown instead.
fn value_of(form: Form, extent: Extent, value: &[char]) -> Option<(usize, String)> {
    let quote = run(take(value, 2), |char| is_quote(char) || char == '\\');
    if quote > 0 {
        let length = quoted_length(skip(value, quote), take(value, quote));
        // An unexpected token: `}`
        let is_value = take(skip(value, quote), length).iter().any(|char| is_word(*char));
        return is_value.then(|| (quote + length, string(take(value, quote)) + &SECRET.to_string()));
    }
    let bare = run(value, |char| !char.is_whitespace());
    let opening = run(take(value, bare), |char| !"([{".contains(char));
    // `Some("abc")`, `[1, 2, 3]`, `Secret { key: "abc" }`
    let is_nested = opening < bare
        && take(value, opening)
            .iter()
            .all(|char| char.is_alphanumeric() || "_:".contains(*char));
    if is_nested {
        return Some((opening + nested_length(skip(value, opening)), SECRET.to_string()));
    }
    let bare = take(
        value,
        if extent == Extent::Line {
            run(value, |char| char != '\n')
        } else {
            bare
        },
    );
    let bare = trim_end(bare, |char| {
        is_quote(char) || char.is_whitespace() || ",;.)]}>\\".contains(char)
    });
    let word = string(bare).to_ascii_lowercase();
    let is_placeholder = word.starts_with('<') || is_one_of(NOTHING, &word);
    let is_other_option = form == Form::Option && word.starts_with('-');
    let is_prose = form == Form::Scheme && is_one_of(SCHEME_PROSE, &word);
    let is_value = !bare.is_empty() && !is_placeholder && !is_other_option && !is_prose;
    is_value.then(|| (bare.len(), SECRET.to_string()))
}

/// To the quote that closes, which no backslash escapes (in a text that is escaped itself, more
/// than one does); without one, to the end of the text.
fn quoted_length(value: &[char], quote: &[char]) -> usize {
    let is_escaped_quote = quote.first() == Some(&'\\');
    let quote = quote.last().copied().unwrap_or('"');
    let quote = match quote {
        '“' | '„' => '”',
        '‘' => '’',
        '«' => '»',
        other => other,
    };
    let mut backslashes = 0;
    for (at, char) in take(value, LONGEST_VALUE).iter().enumerate() {
        let closes = if is_escaped_quote {
            backslashes % 4 == 1
        } else {
            backslashes % 2 == 0
        };
        if *char == quote && closes {
            return at - usize::from(is_escaped_quote);
        }
        backslashes = if *char == '\\' { backslashes + 1 } else { 0 };
    }
    value.len()
}

/// To the bracket that closes the first one; without one, to the end of the text.
fn nested_length(value: &[char]) -> usize {
    let mut open = 0_usize;
    for (at, char) in take(value, LONGEST_VALUE).iter().enumerate() {
        match char {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' if open <= 1 => return at + 1,
            ')' | ']' | '}' => open -= 1,
            _ => {}
        }
    }
    value.len()
}
