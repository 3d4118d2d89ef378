//! URLs: scheme, host and ordinary parts of the path remain. User, password, query and fragment are
//! removed.
//!
//! What the other rules know (addresses, long numbers, secrets) they take out of host and path
//! later.

use super::markers::{EMAIL, PATH, SECRET, is_marker};
use super::paths;
use super::place::{Found, Place, find, run, skip, starts_with, string, take, trim_end};

const LONGEST_SCHEME: usize = 32;

/// `https://me:password@host:8080/path?query#fragment` becomes `https://host:8080/path`.
pub(super) fn url(place: Place<'_>) -> Option<Found> {
    let rest = place.rest();
    let scheme = run(take(rest, LONGEST_SCHEME), |char| {
        char.is_ascii_alphanumeric() || "+-.".contains(char)
    });
    let body = skip(rest, scheme + 3);
    // One letter is a Windows drive, and `file:` is a path with another name: both are the path
    // rule's.
    let is_url =
        place.starts_word() && scheme > 1 && starts_with(skip(rest, scheme), "://") && !is_file(take(rest, scheme));
    if !is_url {
        return None;
    }
    let body = take(body, length(body));
    let scheme_shown = string(take(rest, scheme));
    let is_web = ["http", "https", "ws", "wss"].contains(&scheme_shown.to_ascii_lowercase().as_str());
    let shown = format!("{scheme_shown}://{}", without_secrets(body, is_web));
    Some(Found {
        length: scheme + 3 + body.len(),
        shown,
    })
}

fn is_file(scheme: &[char]) -> bool {
    string(scheme).eq_ignore_ascii_case("file")
}

/// Until a space, a quote, or the bracket that closes one opened before the URL; without the
/// sentence's punctuation.
fn length(body: &[char]) -> usize {
    let is_end = |_, char: char| char.is_whitespace() || "\"'`<>\\|".contains(char);
    let body = take(body, paths::until_closing_bracket(body, is_end));
    trim_end(body, |char| ".,;:!?".contains(char)).len()
}

fn without_secrets(body: &[char], is_web: bool) -> String {
    let authority = take(body, run(body, |char| !"/?#".contains(char)));
    // A password with `/`, `?` or `#` in it, which should have been escaped, ends at the last `@`
    // only. On the web later ones are usual (`/@me`, `?to=me@example.org`), so there it takes more
    // to believe in such a password.
    let is_whole = if is_web {
        has_port_or_none(authority) || authority.contains(&'@')
    } else {
        !body.contains(&'@')
    };
    let host_start = last_at(if is_whole { authority } else { body });
    let from_host = skip(body, host_start.map_or(0, |at| at + 1));
    let host_length = run(from_host, |char| !"/?#".contains(char));
    let (host, path) = (take(from_host, host_length), skip(from_host, host_length));
    let path = take(path, run(path, |char| !"?#".contains(char)));
    if host.is_empty() && path.len() > 1 {
        // `sqlite:///home/me/data.db`
        return format!("{PATH}{}", paths::extension(path));
    }
    let host = if has_port_or_none(host) {
        string(host)
    } else {
        SECRET.to_string()
    };
    host + &shown_path(path)
}

fn last_at(chars: &[char]) -> Option<usize> {
    chars.iter().rposition(|char| *char == '@')
}

/// Whether what follows the host's colon is a port. If not, this was `user:password`, cut off or
/// badly escaped.
fn has_port_or_none(authority: &[char]) -> bool {
    let host = if authority.first() == Some(&'[') {
        run(authority, |char| char != ']')
    } else {
        run(authority, |char| char != ':')
    };
    skip(skip(authority, host), 1)
        .iter()
        .all(|char| char.is_ascii_digit() || *char == ':' || is_marker(*char))
}

/// The path without parameters (`;jsessionid=…`); a segment with a name or address in it (`@me`,
/// `me@example.org`) goes.
fn shown_path(path: &[char]) -> String {
    let segments = path.split(|char| *char == '/').map(|segment| {
        let segment = take(segment, run(segment, |char| char != ';'));
        let has_address = segment.contains(&'@') || find(segment, "%40", segment.len()).is_some();
        if has_address {
            EMAIL.to_string()
        } else {
            string(segment)
        }
    });
    segments.collect::<Vec<_>>().join("/")
}
