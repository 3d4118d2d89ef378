//! Rules of the arguments that are texts. Each says what is wrong with a text, or `None`.

use crate::suggest::closest;

/// Sentry's own limits: longer values are cut or refused by the server.
const LONGEST_RELEASE: usize = 200;
const LONGEST_ENVIRONMENT: usize = 64;
const LONGEST_DIST: usize = 64;
/// A key of a file that people write by hand.
const LONGEST_KEY: usize = 64;

/// `app`, `qualifier`, `organization`: they name directories on three systems.
pub(crate) fn directory(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("is empty: it names a directory".to_owned());
    }
    if let Some(stranger) = text.chars().find(|c| matches!(c, '/' | '\\' | ':') || c.is_control()) {
        return Some(format!("holds `{}`: it names one directory", stranger.escape_debug()));
    }
    if text == "." || text == ".." {
        return Some(format!("is `{text}`: it names a directory of its own"));
    }
    let outer = |c: char| c.is_whitespace() || c == '.';
    if text.starts_with(outer) || text.ends_with(outer) {
        return Some("begins or ends with a blank or a dot, which not every system keeps".to_owned());
    }
    None
}

/// `section`: a key that means itself in YAML without quotes.
pub(crate) fn key(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("is empty: leave it out, and it is `telemetry`".to_owned());
    }
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if let Some(stranger) = text.chars().find(|c| !is_allowed(*c)) {
        return Some(format!(
            "holds `{}`: a key has letters, digits, `-` and `_`",
            stranger.escape_debug()
        ));
    }
    if !text.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Some("begins with no letter".to_owned());
    }
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    if words.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Some(format!("is `{text}`, which means something else in YAML"));
    }
    let length = text.len();
    (length > LONGEST_KEY).then(|| format!("has {length} characters: at most {LONGEST_KEY} are allowed"))
}

/// `release`, by Sentry's rules.
pub(crate) fn release(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("is empty: leave it out, and it is the package's name and version".to_owned());
    }
    if let Some(stranger) = text.chars().find(|c| matches!(c, '/' | '\\' | '\n' | '\r' | '\t')) {
        return Some(format!(
            "holds `{}`, which Sentry does not allow",
            stranger.escape_debug()
        ));
    }
    if text == "." || text == ".." {
        return Some(format!("is `{text}`, which Sentry does not allow"));
    }
    too_long(text, LONGEST_RELEASE)
}

/// `environment`, by Sentry's rules.
pub(crate) fn environment(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("is empty: leave it out, and it is `production`, or `development` in debug builds".to_owned());
    }
    if text.eq_ignore_ascii_case("none") {
        return Some("is `none`, which Sentry does not allow: leave it out, and it is `production`".to_owned());
    }
    if let Some(stranger) = text
        .chars()
        .find(|c| c.is_whitespace() || matches!(c, '/' | '\\') || c.is_control())
    {
        return Some(format!(
            "holds `{}`, which Sentry does not allow",
            stranger.escape_debug()
        ));
    }
    too_long(text, LONGEST_ENVIRONMENT)
}

/// `dist`, by Sentry's rules.
pub(crate) fn dist(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("is empty: leave it out".to_owned());
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if let Some(stranger) = text.chars().find(|c| !allowed(*c)) {
        return Some(format!(
            "holds `{}`: Sentry allows `a-z A-Z 0-9 - _ .`",
            stranger.escape_debug()
        ));
    }
    too_long(text, LONGEST_DIST)
}

/// `contact` and `policy`: one line for a person to read.
pub(crate) fn line(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("is empty: leave it out".to_owned());
    }
    if text.chars().any(char::is_control) {
        return Some("is more than one line of text".to_owned());
    }
    None
}

/// One word of a closed set.
pub(crate) fn one_of(text: &str, words: &[&str]) -> Option<String> {
    if words.contains(&text) {
        return None;
    }
    let or = words.join("` or `");
    Some(match closest(text, words.iter().copied()) {
        Some(meant) => format!("is `{or}`: did you mean `{meant}`?"),
        None => format!("is `{or}`"),
    })
}

fn too_long(text: &str, most: usize) -> Option<String> {
    let length = text.chars().count();
    (length > most).then(|| format!("has {length} characters: Sentry allows {most}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(rule: fn(&str) -> Option<String>, texts: &[&str]) {
        for text in texts {
            assert_eq!(rule(text), None, "{text:?}");
        }
    }

    fn refuses(rule: fn(&str) -> Option<String>, texts: &[(&str, &str)]) {
        for (text, expected) in texts {
            let said = rule(text).unwrap_or_else(|| panic!("{text:?} was accepted"));
            assert!(said.contains(expected), "{text:?}: {said}");
        }
    }

    #[test]
    fn a_directory_is_one_plain_name() {
        accepts(directory, &["vigilant-crypto-snatch", "My Tool", "a.b", "prüfer"]);
        refuses(
            directory,
            &[
                ("", "is empty"),
                ("a/b", "holds `/`"),
                ("a\\b", "holds `\\\\`"),
                ("C:", "holds `:`"),
                ("a\0", "holds `\\0`"),
                (".", "is `.`"),
                ("..", "is `..`"),
                (".hidden", "a blank or a dot"),
                ("tool.", "a blank or a dot"),
                (" tool", "a blank or a dot"),
            ],
        );
    }

    #[test]
    fn a_key_means_itself() {
        accepts(key, &["telemetry", "usage-reports", "Sharing_2", &"x".repeat(64)]);
        refuses(
            key,
            &[
                ("", "is empty"),
                ("a b", "holds ` `"),
                ("a.b", "holds `.`"),
                ("a:", "holds `:`"),
                ("a\n", "holds `\\n`"),
                ("prüfer", "holds `ü`"),
                ("1st", "begins with no letter"),
                ("-a", "begins with no letter"),
                ("No", "is `No`"),
                (&"x".repeat(65), "has 65 characters"),
            ],
        );
    }

    #[test]
    fn a_release_is_what_sentry_takes() {
        accepts(release, &["tool@1.2.3+abc", "1.0", &"x".repeat(200)]);
        refuses(
            release,
            &[
                ("", "is empty"),
                ("a/b", "holds `/`"),
                ("a\\b", "holds"),
                ("a\n", "holds `\\n`"),
                ("..", "is `..`"),
                (&"x".repeat(201), "has 201 characters"),
            ],
        );
    }

    #[test]
    fn an_environment_is_what_sentry_takes() {
        accepts(environment, &["production", "beta-2", &"x".repeat(64)]);
        refuses(
            environment,
            &[
                ("", "is empty"),
                ("none", "is `none`"),
                ("None", "is `none`"),
                ("my env", "holds ` `"),
                ("a/b", "holds `/`"),
                (&"x".repeat(65), "has 65 characters"),
            ],
        );
    }

    #[test]
    fn a_dist_is_what_sentry_takes() {
        accepts(dist, &["x86_64-musl", "42"]);
        refuses(
            dist,
            &[("", "is empty"), ("a b", "holds ` `"), (&"x".repeat(65), "has 65")],
        );
    }

    #[test]
    fn lines_and_words() {
        accepts(line, &["privacy@example.org", "https://example.org/privacy"]);
        refuses(line, &[(" ", "is empty"), ("a\nb", "more than one line")]);
        let rule = |text: &str| one_of(text, &["scrubbed", "withheld"]);
        accepts(rule, &["scrubbed", "withheld"]);
        refuses(
            rule,
            &[
                ("scrub", "did you mean `scrubbed`?"),
                ("all", "is `scrubbed` or `withheld`"),
            ],
        );
    }
}
