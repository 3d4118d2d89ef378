//! The rules of arguments that are texts. Each returns the mistake in a text.

use crate::suggest::closest;

/// Sentry's own limits: longer values are cut or refused by the server.
const LONGEST_RELEASE: usize = 200;
const LONGEST_ENVIRONMENT: usize = 64;
const LONGEST_DIST: usize = 64;
/// A key of a file that people write by hand.
const LONGEST_KEY: usize = 64;

/// `app`, `qualifier`, `organization`: they name directories on three systems.
pub(crate) fn directory(text: &str) -> Result<(), String> {
    ensure(!text.is_empty(), "is empty: it names a directory")?;
    let is_allowed = |c: char| !matches!(c, '/' | '\\' | ':') && !c.is_control();
    all_of(text, is_allowed, ": it names one directory")?;
    let leads_elsewhere = matches!(text, "." | "..");
    ensure(
        !leads_elsewhere,
        format!("is `{text}`: it names a directory of its own"),
    )?;
    let outer = |c: char| c.is_whitespace() || c == '.';
    ensure(
        !text.starts_with(outer) && !text.ends_with(outer),
        "begins or ends with a blank or a dot, which not every system keeps",
    )
}

/// `section`: a key that means itself in YAML without quotes.
pub(crate) fn key(text: &str) -> Result<(), String> {
    ensure(!text.is_empty(), "is empty: leave it out, and it is `telemetry`")?;
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    all_of(text, is_allowed, ": a key has letters, digits, `-` and `_`")?;
    ensure(
        text.starts_with(|c: char| c.is_ascii_alphabetic()),
        "begins with no letter",
    )?;
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    ensure(
        !words.iter().any(|word| text.eq_ignore_ascii_case(word)),
        format!("is `{text}`, which means something else in YAML"),
    )?;
    let length = text.len();
    ensure(
        length <= LONGEST_KEY,
        format!("has {length} characters: at most {LONGEST_KEY} are allowed"),
    )
}

/// `release`, by Sentry's rules.
pub(crate) fn release(text: &str) -> Result<(), String> {
    ensure(
        !text.trim().is_empty(),
        "is empty: leave it out, and it is the package's name and version",
    )?;
    let is_allowed = |c: char| !matches!(c, '/' | '\\' | '\n' | '\r' | '\t');
    all_of(text, is_allowed, NOT_SENTRY)?;
    ensure(!matches!(text, "." | ".."), format!("is `{text}`{NOT_SENTRY}"))?;
    at_most(text, LONGEST_RELEASE)
}

/// `environment`, by Sentry's rules.
pub(crate) fn environment(text: &str) -> Result<(), String> {
    ensure(
        !text.is_empty(),
        "is empty: leave it out, and it is `production`, or `development` in debug builds",
    )?;
    ensure(
        !text.eq_ignore_ascii_case("none"),
        "is `none`, which Sentry does not allow: leave it out, and it is `production`",
    )?;
    let is_allowed = |c: char| !c.is_whitespace() && !matches!(c, '/' | '\\') && !c.is_control();
    all_of(text, is_allowed, NOT_SENTRY)?;
    at_most(text, LONGEST_ENVIRONMENT)
}

/// `dist`, by Sentry's rules.
pub(crate) fn dist(text: &str) -> Result<(), String> {
    ensure(!text.is_empty(), "is empty: leave it out")?;
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    all_of(text, is_allowed, ": Sentry allows `a-z A-Z 0-9 - _ .`")?;
    at_most(text, LONGEST_DIST)
}

/// `contact` and `policy`: one line for a person to read.
pub(crate) fn line(text: &str) -> Result<(), String> {
    ensure(!text.trim().is_empty(), "is empty: leave it out")?;
    ensure(!text.chars().any(char::is_control), "is more than one line of text")
}

/// One word of a closed set.
pub(crate) fn one_of(text: &str, words: &[&str]) -> Result<(), String> {
    let or = words.join("` or `");
    let hint = match closest(text, words.iter().copied()) {
        Some(meant) => format!(": did you mean `{meant}`?"),
        None => String::new(),
    };
    ensure(words.contains(&text), format!("is `{or}`{hint}"))
}

const NOT_SENTRY: &str = ", which Sentry does not allow";

pub(super) fn ensure(holds: bool, mistake: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(mistake.into()) }
}

/// No character but the allowed ones; `why` ends the sentence about another one.
pub(super) fn all_of(text: &str, is_allowed: impl Fn(char) -> bool, why: &str) -> Result<(), String> {
    match text.chars().find(|c| !is_allowed(*c)) {
        Some(stranger) => Err(format!("holds `{}`{why}", stranger.escape_debug())),
        None => Ok(()),
    }
}

fn at_most(text: &str, most: usize) -> Result<(), String> {
    let length = text.chars().count();
    ensure(length <= most, format!("has {length} characters: Sentry allows {most}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(rule: fn(&str) -> Result<(), String>, texts: &[&str]) {
        for text in texts {
            assert_eq!(rule(text), Ok(()), "{text:?}");
        }
    }

    fn refuses(rule: fn(&str) -> Result<(), String>, texts: &[(&str, &str)]) {
        for (text, expected) in texts {
            let said = rule(text).unwrap_err();
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
