//! Changes what the user's file says of `telemetry.collect`, and not a byte of the rest.
//!
//! There are few ways to put a word into a file, and many files. So each way that comes into question is tried, and what came of it is read again by the
//! reader that decides consent: it must say what was asked, and all else as before. The first that does is taken; where none does, the file is refused. What
//! is told here of YAML may therefore be simple, and even wrong.

#[cfg(any(test, fuzzing))]
pub(crate) mod laws;

use super::config::place::{Place, What, place};
use super::config::{self, Collect, Mistake};
use super::decision::LARGEST_CONFIG;
use std::ops::Range;

/// Why a file is not changed: the line, where one can be named, and what is the matter with it.
pub(crate) type Refused = Mistake;

/// The spellings of values that can be replaced: those of YAML's core schema, and in quotes the one that may stand in them.
const VALUES: [&str; 9] = [
    "true",
    "True",
    "TRUE",
    "false",
    "False",
    "FALSE",
    "crashes",
    "'crashes'",
    "\"crashes\"",
];
/// Those of nothing.
const NOTHING: [&str; 4] = ["~", "null", "Null", "NULL"];

/// A section has no more of them.
const MOST_KEYS: usize = 3;

/// One change: these bytes of the text become those.
struct Splice {
    at: Range<usize>,
    new: String,
}

/// The text with `collect` as asked; `None` where it says so already.
///
/// # Errors
/// Where that cannot be had without a change of anything else, or the file has a mistake in
/// something else.
pub(crate) fn edited(text: &str, name: &'static str, collect: Collect) -> Result<Option<String>, Refused> {
    let read = config::section(text.as_bytes(), name);
    let said = match &read {
        Ok(section) => section.collect,
        Err(_) => None,
    };
    if said == Some(collect) {
        return Ok(None);
    }
    // Places are counted from there.
    let body = config::without_mark(text);
    let mark = text.len().saturating_sub(body.len());
    let section = place(body, name, What::Section);
    if read.is_ok() && section.is_some() && config::is_foreign(body, name) {
        return if collect == Collect::Nothing {
            Ok(None)
        } else {
            Err(foreign(name, section))
        };
    }
    let rest = config::rest(text, name).map_err(|mistake| read.as_ref().err().cloned().unwrap_or(mistake))?;
    let ways = match (&read, section) {
        // Something is the matter with the file. Perhaps it is the value that is replaced.
        (Err(_), _) => in_place_of_mistake(body, name, collect),
        (Ok(_), _) if said.is_some() => in_place_of_value(body, name, collect),
        (Ok(_), Some(section)) => into_section(body, name, section, collect),
        (Ok(_), None) => into_file(body, name, collect),
    };
    let does = |way: Splice| {
        let new = spliced(text, mark, &way)?;
        let says = config::section(new.as_bytes(), name).is_ok_and(|section| section.collect == Some(collect));
        let says_nothing_else = || config::rest(&new, name).is_ok_and(|new| new == rest);
        (new.len() as u64 <= LARGEST_CONFIG && says && says_nothing_else()).then_some(new)
    };
    match (ways.into_iter().find_map(does), read) {
        (Some(new), _) => Ok(Some(new)),
        (None, Err(mistake)) => Err(mistake),
        (None, Ok(_)) => Err(refused(body, name)),
    }
}

/// The lines that say it.
pub(crate) fn lines(name: &str, collect: Collect) -> String {
    format!("{name}:\n  collect: {}\n", word(collect))
}

/// The word for it.
pub(crate) fn word(collect: Collect) -> &'static str {
    match collect {
        Collect::Everything => "true",
        Collect::Crashes => "crashes",
        Collect::Nothing => "false",
    }
}

fn spliced(text: &str, mark: usize, way: &Splice) -> Option<String> {
    let before = text.get(..way.at.start.checked_add(mark)?)?;
    let after = text.get(way.at.end.checked_add(mark)?..)?;
    Some([before, &way.new, after].concat())
}

/// Where `collect` has a value.
fn in_place_of_value(body: &str, name: &'static str, collect: Collect) -> Vec<Splice> {
    let value = place(body, name, What::Collect).map(|value| behind_anchor(body, value.at));
    let replaced = value.and_then(|at| {
        let old = VALUES.iter().find(|old| from(body, at).starts_with(**old))?;
        Some(Splice {
            at: at..at.saturating_add(old.len()),
            new: cased_like(old, word(collect)),
        })
    });
    replaced.into_iter().collect()
}

/// Where `collect` has a value that means nothing, such as `yes`: up to where a value of one line
/// may end.
fn in_place_of_mistake(body: &str, name: &'static str, collect: Collect) -> Vec<Splice> {
    let Some(at) = place(body, name, What::Collect).map(|value| value.at) else {
        return Vec::new();
    };
    let line = body.get(at..end_of_line(body, at)).unwrap_or("");
    if line.is_empty() {
        return vec![insert(at, format!(" {}", word(collect)))];
    }
    let ends = line
        .match_indices([' ', ',', '}'])
        .map(|(end, _)| end)
        .chain([line.trim_end().len()]);
    ends.map(|end| Splice {
        at: at..at.saturating_add(end),
        new: word(collect).to_owned(),
    })
    .collect()
}

/// Where there is a section that does not say `collect`.
fn into_section(body: &str, name: &'static str, section: Place, collect: Collect) -> Vec<Splice> {
    let entry = format!("collect: {}", word(collect));
    let first = place(body, name, What::KeyOfSection(0));
    let in_braces = entry_in_braces(
        quote_like(body, first.or_else(|| place(body, name, What::Name))),
        collect,
    );
    let at = behind_anchor(body, section.at);
    let there = from(body, at);
    if there.starts_with('{') {
        return vec![into_braces(at, first, &in_braces)];
    }
    if let Some(first) = first {
        let indentation = " ".repeat(first.at.saturating_sub(start_of_line(body, first.at)));
        let new_line = new_line_of(body);
        let last = (0..MOST_KEYS)
            .map_while(|number| place(body, name, What::ValueOfSection(number)))
            .last();
        // Below the last entry, so that no comment above another comes to be about this one. Where that one has several lines, above the first.
        let below = last.map(|last| {
            let end = end_of_line(body, last.at);
            insert(end, format!("{new_line}{indentation}{entry}"))
        });
        let above = insert(first.at, format!("{entry}{new_line}{indentation}"));
        return below.into_iter().chain([above]).collect();
    }
    if let Some(nothing) = NOTHING.iter().find(|nothing| there.starts_with(**nothing)) {
        let at = at..at.saturating_add(nothing.len());
        let new = format!("{{{in_braces}}}");
        return vec![Splice { at, new }];
    }
    let new_line = new_line_of(body);
    let indentation = format!("{}{}", indentation_of(body, at), step_of(body));
    let before = body.get(..at).unwrap_or("");
    let space = if before.ends_with(' ') { "" } else { " " };
    vec![
        insert(end_of_line(body, at), format!("{new_line}{indentation}{entry}")),
        insert(at, format!("{space}{{{in_braces}}}")),
    ]
}

/// Where there is no section.
fn into_file(body: &str, name: &'static str, collect: Collect) -> Vec<Splice> {
    let first = place(body, name, What::FirstKey);
    if let Some(root) = place(body, name, What::Root).map(|root| behind_anchor(body, root.at))
        && from(body, root).starts_with('{')
    {
        let quote = quote_like(body, first);
        let entry = entry_in_braces(quote, collect);
        return vec![into_braces(root, first, &format!("{quote}{name}{quote}: {{{entry}}}"))];
    }
    let new_line = new_line_of(body);
    let indentation = first.map_or("", |first| indentation_of(body, first.at));
    let step = step_of(body);
    let section = format!(
        "{indentation}{name}:{new_line}{indentation}{step}collect: {}",
        word(collect)
    );
    // A last line without an end stays one.
    let at_end = if body.is_empty() || body.ends_with(['\n', '\r']) {
        format!("{section}{new_line}")
    } else {
        format!("{new_line}{section}")
    };
    let end_of_document = body
        .match_indices("...")
        .map(|(at, _)| at)
        .filter(|at| start_of_line(body, *at) == *at)
        .last();
    let before_end = end_of_document.map(|at| insert(at, format!("{section}{new_line}")));
    // Where the last value goes on to the end of the file, and another line would belong to it.
    let above = first.map(|first| {
        let at = start_of_line(body, first.at);
        insert(at, format!("{section}{new_line}"))
    });
    [insert(body.len(), at_end)]
        .into_iter()
        .chain(before_end)
        .chain(above)
        .collect()
}

/// Into the mapping whose brace opens at `open`, before its first key.
fn into_braces(open: usize, first: Option<Place>, entry: &str) -> Splice {
    match first {
        Some(first) => insert(first.at, format!("{entry}, ")),
        None => insert(open.saturating_add(1), entry.to_owned()),
    }
}

/// As in JSON, where the file is written like that.
fn quote_like(body: &str, first: Option<Place>) -> &'static str {
    match first {
        Some(first) if from(body, first.at).starts_with('"') => "\"",
        _ => "",
    }
}

/// `true` and `false` mean themselves only without quotes.
fn entry_in_braces(quote: &str, collect: Collect) -> String {
    let value_quote = if collect == Collect::Crashes { quote } else { "" };
    format!("{quote}collect{quote}: {value_quote}{}{value_quote}", word(collect))
}

fn insert(at: usize, new: String) -> Splice {
    Splice { at: at..at, new }
}

/// `False` becomes `True`, so that a value that comes back is the one that was there.
fn cased_like(old: &str, new: &str) -> String {
    let mut letters = old.chars();
    let starts_large = letters.next().is_some_and(char::is_uppercase);
    let goes_on_large = letters.next().is_some_and(char::is_uppercase);
    match new.split_at_checked(1) {
        Some(_) if new == word(Collect::Crashes) => new.to_owned(),
        Some(_) if goes_on_large => new.to_uppercase(),
        Some((first, rest)) if starts_large => format!("{}{rest}", first.to_uppercase()),
        _ => new.to_owned(),
    }
}

/// What stands at `at`.
fn from(body: &str, at: usize) -> &str {
    body.get(at..).unwrap_or("")
}

/// Behind `&name `, should that stand there.
fn behind_anchor(body: &str, at: usize) -> usize {
    let text = from(body, at);
    if !text.starts_with('&') {
        return at;
    }
    let behind_name = text.trim_start_matches(|c: char| !c.is_whitespace());
    let behind = behind_name.trim_start_matches(' ');
    at.saturating_add(text.len().saturating_sub(behind.len()))
}

fn start_of_line(body: &str, at: usize) -> usize {
    let before = body.get(..at).unwrap_or("");
    before.rfind(['\n', '\r']).map_or(0, |end| end.saturating_add(1))
}

fn end_of_line(body: &str, at: usize) -> usize {
    let behind = from(body, at);
    at.saturating_add(behind.find(['\n', '\r']).unwrap_or(behind.len()))
}

/// The spaces at the beginning of the line.
fn indentation_of(body: &str, at: usize) -> &str {
    let line = body.get(start_of_line(body, at)..).unwrap_or("");
    let behind = line.trim_start_matches(' ');
    line.get(..line.len().saturating_sub(behind.len())).unwrap_or("")
}

/// How lines end in this file.
fn new_line_of(body: &str) -> &'static str {
    match body.find(['\n', '\r']).map(|end| from(body, end)) {
        Some(end) if end.starts_with("\r\n") => "\r\n",
        Some(end) if end.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// How far the file moves in what belongs to something: as the first mapping or comment in it does that stands below a key.
fn step_of(body: &str) -> &'static str {
    const WIDEST: &str = "        ";
    let mut above = "";
    for line in body.lines() {
        let text = line.trim_start_matches(' ');
        let step = line.len().saturating_sub(text.len());
        if step > 0 && !above.starts_with([' ', '#']) && above.trim_end().ends_with(':') {
            return WIDEST.get(..step).unwrap_or("  ");
        }
        if !line.trim().is_empty() {
            above = line;
        }
    }
    "  "
}

/// The program uses the name for settings of its own.
fn foreign(name: &str, section: Option<Place>) -> Refused {
    Refused {
        line: section.map(|place| place.line),
        what: format!(
            "the settings below `{name}` have nothing to do with telemetry to the developers of this program, who must \
             choose another name for it (`section = \"…\"`)"
        ),
    }
}

/// Says what is in the way, as far as that can be told.
fn refused(body: &str, name: &str) -> Refused {
    let key = place(body, name, What::Name);
    let value = place(body, name, What::Collect).or_else(|| place(body, name, What::Section));
    let is_elsewhere = |key: Place, value: Place| value.at < key.at;
    let what = match (key, value) {
        (Some(key), Some(value)) if is_elsewhere(key, value) => "its value stands elsewhere, behind an alias",
        (Some(_), _) => "written in a way in which it cannot be changed without a change of something else",
        (None, _) => "there is no place where the section could be added and all else stay the same",
    };
    Refused {
        line: value.or(key).map(|place| place.line),
        what: what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn on(text: &str, expected: &str) {
        assert_eq!(
            edited(text, "telemetry", Collect::Everything),
            Ok(Some(expected.to_owned())),
            "{text:?}"
        );
    }

    #[track_caller]
    fn refuses(text: &str, line: Option<usize>, what: &str) {
        let refused = edited(text, "telemetry", Collect::Everything).unwrap_err();
        assert_eq!(refused.line, line, "{text:?}: {refused:?}");
        assert!(refused.what.contains(what), "{text:?}: {refused:?}");
    }

    #[test]
    fn a_value_is_replaced_where_it_stands() {
        for (text, expected) in [
            ("telemetry:\n  collect: false\n", "telemetry:\n  collect: true\n"),
            (
                "telemetry:\n  collect: false  # not yet\n",
                "telemetry:\n  collect: true  # not yet\n",
            ),
            ("telemetry:\r\n  collect: false", "telemetry:\r\n  collect: true"),
            (
                "telemetry:\n  collect:\n    false\n",
                "telemetry:\n  collect:\n    true\n",
            ),
            ("telemetry: {collect: False}", "telemetry: {collect: True}"),
            (
                "\"telemetry\": {\"collect\":FALSE}\n",
                "\"telemetry\": {\"collect\":TRUE}\n",
            ),
            (
                "telemetry: {delivery: inline,collect: 'crashes'}\n",
                "telemetry: {delivery: inline,collect: true}\n",
            ),
            (
                "{\"a\": [1], \"telemetry\": {\"collect\": \"crashes\"}}",
                "{\"a\": [1], \"telemetry\": {\"collect\": true}}",
            ),
            (
                "\u{feff}ä: €\ntelemetry: {collect: false}\n",
                "\u{feff}ä: €\ntelemetry: {collect: true}\n",
            ),
            (
                "telemetry: &t\n  collect: &c false # &c false\n",
                "telemetry: &t\n  collect: &c true # &c false\n",
            ),
        ] {
            on(text, expected);
        }
    }

    #[test]
    fn a_section_gets_an_entry() {
        for (text, expected) in [
            ("telemetry:\n", "telemetry:\n  collect: true\n"),
            ("telemetry:", "telemetry:\n  collect: true"),
            (
                "telemetry: # mine\nb: 1\n",
                "telemetry: # mine\n  collect: true\nb: 1\n",
            ),
            (
                "a:\n    b: 1\ntelemetry:\n",
                "a:\n    b: 1\ntelemetry:\n    collect: true\n",
            ),
            ("telemetry: ~ # none\n", "telemetry: {collect: true} # none\n"),
            ("telemetry: {}\n", "telemetry: {collect: true}\n"),
            ("{\"telemetry\": {}}", "{\"telemetry\": {\"collect\": true}}"),
            ("{\"telemetry\": null}", "{\"telemetry\": {\"collect\": true}}"),
            ("{telemetry: }", "{telemetry: {collect: true}}"),
            ("{telemetry: , a: 1}", "{telemetry: {collect: true}, a: 1}"),
            (
                "telemetry: {delivery: inline}\n",
                "telemetry: {collect: true, delivery: inline}\n",
            ),
            (
                "telemetry: {\"delivery\": \"inline\"}\n",
                "telemetry: {\"collect\": true, \"delivery\": \"inline\"}\n",
            ),
            (
                "telemetry:\r\n   # how\r\n   delivery: inline # so\r\nb: 1\r\n",
                "telemetry:\r\n   # how\r\n   delivery: inline # so\r\n   collect: true\r\nb: 1\r\n",
            ),
            (
                "telemetry:\n  delivery: >-\n    inline\n",
                "telemetry:\n  collect: true\n  delivery: >-\n    inline\n",
            ),
            (
                "telemetry: &t\n  delivery: inline\n",
                "telemetry: &t\n  delivery: inline\n  collect: true\n",
            ),
        ] {
            on(text, expected);
        }
    }

    #[test]
    fn a_file_gets_a_section() {
        for (text, expected) in [
            ("", "telemetry:\n  collect: true\n"),
            ("\u{feff}", "\u{feff}telemetry:\n  collect: true\n"),
            ("# mine\r\n", "# mine\r\ntelemetry:\r\n  collect: true\r\n"),
            ("# mine", "# mine\ntelemetry:\n  collect: true"),
            ("a: 1\n", "a: 1\ntelemetry:\n  collect: true\n"),
            ("a: 1", "a: 1\ntelemetry:\n  collect: true"),
            ("a:\n   b: 1\n", "a:\n   b: 1\ntelemetry:\n   collect: true\n"),
            ("  a: 1\n  b: 1\n", "  a: 1\n  b: 1\n  telemetry:\n    collect: true\n"),
            ("---\n", "---\ntelemetry:\n  collect: true\n"),
            ("---\na: 1\n...\n", "---\na: 1\ntelemetry:\n  collect: true\n...\n"),
            ("a: |+\n  text\n\n", "a: |+\n  text\n\ntelemetry:\n  collect: true\n"),
            ("a: |\n  text", "telemetry:\n  collect: true\na: |\n  text"),
            ("a: \"1\n  ...\"\n", "a: \"1\n  ...\"\ntelemetry:\n  collect: true\n"),
            ("{}", "{telemetry: {collect: true}}"),
            ("{a: 1}\n", "{telemetry: {collect: true}, a: 1}\n"),
            (
                "{\n  \"a\": 1\n}\n",
                "{\n  \"telemetry\": {\"collect\": true}, \"a\": 1\n}\n",
            ),
            (
                "base: &base\n  telemetry:\n    collect: false\n<<: *base\n",
                "base: &base\n  telemetry:\n    collect: false\n<<: *base\ntelemetry:\n  collect: true\n",
            ),
        ] {
            on(text, expected);
        }
    }

    #[test]
    fn a_value_that_means_nothing_is_replaced() {
        for (text, expected) in [
            ("telemetry:\n  collect: yes\n", "telemetry:\n  collect: true\n"),
            (
                "a: 1\r\ntelemetry:\r\n  collect: \"true\" # please\r\n",
                "a: 1\r\ntelemetry:\r\n  collect: true # please\r\n",
            ),
            (
                "telemetry:\n  delivery: inline\n  collect: not yet",
                "telemetry:\n  delivery: inline\n  collect: true",
            ),
            (
                "telemetry: {collect: on, delivery: inline}\n",
                "telemetry: {collect: true, delivery: inline}\n",
            ),
            ("telemetry: {collect: 'it''s, ok'}\n", "telemetry: {collect: true}\n"),
            ("telemetry:\n  collect: [true]\n", "telemetry:\n  collect: true\n"),
            ("telemetry:\n  collect: ~\n", "telemetry:\n  collect: true\n"),
            ("telemetry:\n  collect:\n", "telemetry:\n  collect: true\n"),
        ] {
            on(text, expected);
        }
        let off = edited("telemetry:\n  collect: yes\n", "telemetry", Collect::Nothing);
        assert_eq!(off, Ok(Some("telemetry:\n  collect: false\n".to_owned())));
    }

    #[test]
    fn a_section_of_the_program_s_own_is_off_already() {
        let text = "telemetry:\n  endpoint: https://example.org\n";
        assert_eq!(edited(text, "telemetry", Collect::Nothing), Ok(None));
        let new = edited(text, "sharing", Collect::Everything).unwrap().unwrap();
        assert_eq!(new, format!("{text}sharing:\n  collect: true\n"));
    }

    #[test]
    fn other_words_can_be_asked_for() {
        let edited = |text, collect| edited(text, "telemetry", collect).unwrap();
        let text = "telemetry:\n  collect: True\n";
        assert_eq!(
            edited(text, Collect::Nothing).unwrap(),
            "telemetry:\n  collect: False\n"
        );
        assert_eq!(
            edited(text, Collect::Crashes).unwrap(),
            "telemetry:\n  collect: crashes\n"
        );
        assert_eq!(edited(text, Collect::Everything), None);
        let json = edited("{\"a\": 1}", Collect::Crashes).unwrap();
        assert_eq!(json, "{\"telemetry\": {\"collect\": \"crashes\"}, \"a\": 1}");
        assert_eq!(edited("", Collect::Nothing).unwrap(), "telemetry:\n  collect: false\n");
    }

    #[test]
    fn what_cannot_be_changed_alone_is_refused() {
        let alias = "behind an alias";
        for (text, line, what) in [
            ("telemetry:\n\tcollect: false\n", Some(2), "not valid YAML"),
            ("a:\n\t- 1\n", Some(2), "not valid YAML"),
            ("a: 1\na: 2\n", Some(1), "a key twice"),
            ("telemetry: {}\nb: {c: 1, c: 2}\n", Some(2), "a key twice"),
            (
                "telemetry:\n  collect: false\n  collect: false\n",
                Some(2),
                "there twice",
            ),
            ("a: 1\n---\nb: 1\n", None, "more than one YAML document"),
            (
                "telemetry:\n  collect:\n    - yes\n    - no\n",
                Some(3),
                "must be `true`",
            ),
            ("telemetry:\n  collect: &yes yes\nb: *yes\n", Some(2), "must be `true`"),
            ("telemetry:\n  collect: no\n  dsn: 5\n", Some(2), "must be `true`"),
            ("telemetry:\n  collect: true\n  until: 1\n", Some(3), "and no other"),
            ("Telemetry:\n  collect: true\n", Some(1), "in these very letters"),
            ("telemetry:\n  endpoint: x\n", Some(2), "another name"),
            ("telemetry: [\n", Some(1), "no section"),
            ("a: [1, 2", Some(2), "not valid YAML"),
            ("- a\n- b\n", None, "keys and values"),
            ("just words\n", None, "keys and values"),
            ("~\n", None, "no place"),
            ("x: &on {collect: false}\n\ntelemetry: *on\n", Some(1), alias),
            ("x: &no false\ntelemetry:\n  collect: *no\n", Some(1), alias),
            ("x: &on {delivery: inline}\ntelemetry: *on\n", Some(1), alias),
            (
                "telemetry: &t\n  collect: false\nx: *t\n",
                Some(2),
                "without a change of something else",
            ),
            ("telemetry:\n  collect: !!bool false\n", Some(2), "without a change"),
            ("telemetry:\n  collect: !!bool \"false\"\n", Some(2), "without a change"),
            ("telemetry:\n  collect: |-\n    crashes\n", Some(2), "without a change"),
            ("telemetry:\n  collect: \"crash\\x65s\"\n", Some(2), "without a change"),
            ("telemetry: !x {}\n", Some(1), "without a change"),
        ] {
            refuses(text, line, what);
        }
        let deep = format!("a: {}", "[".repeat(2_000));
        refuses(&deep, Some(1), "brackets");
        let large = format!("# {}\n", "x".repeat(1024 * 1024 - 5));
        refuses(&large, None, "");
    }
}
