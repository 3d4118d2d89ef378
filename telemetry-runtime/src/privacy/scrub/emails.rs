//! E-mail addresses, and `user:password@host` where no scheme makes a URL of it.

use super::markers::EMAIL;
use super::paths;
use super::place::{Found, Place, find, run, skip, starts_with, string, take, trim_end};
use std::net::Ipv4Addr;

/// What the compiler calls a type without a name, before the `@` of its place:
/// `{closure@src/main.rs:3:5}`.
const UNNAMED: &str = "closure block body coroutine";

/// `me@example.org`, `me%40example.org`, `me:password@host`. What looks like a version stays
/// (`serde@1.0.219`).
pub(super) fn email(place: Place<'_>) -> Option<Found> {
    if place.before().is_some_and(is_local) {
        return None;
    }
    let rest = place.rest();
    let first = local_length(rest);
    let local = match rest.get(first) {
        Some(':') if first > 0 => first + 1 + local_length(skip(rest, first + 1)),
        _ => first,
    };
    let mut end = local;
    // More than one: `me@corp@host`.
    while let Some(more) = at_and_domain(skip(rest, end)) {
        end += more;
    }
    let is_email = end > local && take(rest, local).iter().any(|char| char.is_alphanumeric());
    (is_email && !is_place(take(rest, local), skip(take(rest, end), local))).then(|| Found::marker(end, EMAIL))
}

/// Whether this is where a type without a name was written.
fn is_place(local: &[char], at_file: &[char]) -> bool {
    let local = string(local);
    UNNAMED.split_whitespace().any(|unnamed| unnamed == local)
        && (!at_file.contains(&'.') || paths::extension(at_file) == ".rs")
}

fn is_local(char: char) -> bool {
    char.is_alphanumeric() || "._%+-~!#$&*^".contains(char)
}

fn local_length(chars: &[char]) -> usize {
    let length = run(chars, is_local);
    find(chars, "%40", length).unwrap_or(length)
}

fn at_and_domain(chars: &[char]) -> Option<usize> {
    let at = if starts_with(chars, "@") {
        1
    } else if starts_with(chars, "%40") {
        3
    } else {
        return None;
    };
    let domain = skip(chars, at);
    let domain = take(
        domain,
        run(domain, |char| char.is_alphanumeric() || "-._".contains(char)),
    );
    let domain = trim_end(domain, |char| "-._".contains(char));
    is_domain(domain).then_some(at + domain.len())
}

fn is_domain(domain: &[char]) -> bool {
    let mut labels = domain.rsplit(|char| *char == '.');
    let last = labels.next().unwrap_or_default();
    let is_dotted = labels.next().is_some();
    let is_name = if is_dotted {
        last.len() > 1 && last.first().is_some_and(|char| char.is_alphabetic())
    } else {
        last.first().is_some_and(|char| char.is_alphabetic())
    };
    is_name || string(domain).parse::<Ipv4Addr>().is_ok()
}
