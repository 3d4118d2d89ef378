//! IP addresses with or without port, and hardware addresses. `std`'s own parser decides what is
//! one.

use super::markers::{IP, MAC, SECRET};
use super::place::{Found, Place, is_word, run, skip, string, take, trim_end};
use std::net::{Ipv4Addr, Ipv6Addr};

/// The longest IPv6 address, with an IPv4 address as its tail: 45 characters.
const LONGEST_V6: usize = 45;

/// IPv4, IPv6 or hardware address.
pub(super) fn address(place: Place<'_>) -> Option<Found> {
    let next = *place.rest().first()?;
    if next == '[' {
        let inside = Place {
            at: place.at + 1,
            ..place
        };
        let length = v6(inside)?;
        let has_closing = skip(inside.rest(), length).first() == Some(&']');
        return has_closing.then(|| Found::marker(with_port(place.rest(), length + 2), IP));
    }
    if !next.is_ascii_hexdigit() && next != ':' {
        return None;
    }
    if let Some(length) = v4(place) {
        return Some(Found::marker(with_port(place.rest(), length), IP));
    }
    if let Some(length) = v6(place) {
        return Some(Found::marker(length, IP));
    }
    pairs(place)
}

/// Four numbers up to 255. `1.2.3` and `v1.2.3.4` are versions; `1.2.3.4` might be one, and is
/// taken for an address.
fn v4(place: Place<'_>) -> Option<usize> {
    let rest = place.rest();
    let is_inside = place.before().is_some_and(|char| char.is_ascii_digit() || char == '.');
    let is_version = matches!(place.behind(), ['v' | 'V'] | [.., 'v' | 'V'] if !is_word_before_v(place.behind()));
    if is_inside || is_version {
        return None;
    }
    let address = trim_end(
        take(rest, run(take(rest, 17), |char| char.is_ascii_digit() || char == '.')),
        |char| char == '.',
    );
    string(address).parse::<Ipv4Addr>().is_ok().then_some(address.len())
}

fn is_word_before_v(behind: &[char]) -> bool {
    matches!(behind, [.., before, _] if before.is_alphanumeric())
}

/// `:443` after an address.
fn with_port(rest: &[char], length: usize) -> usize {
    let after = skip(rest, length);
    let digits = run(take(skip(after, 1), 6), |char| char.is_ascii_digit());
    if after.first() == Some(&':') && (1..=5).contains(&digits) {
        length + 1 + digits
    } else {
        length
    }
}

fn v6(place: Place<'_>) -> Option<usize> {
    let rest = place.rest();
    let starts_with_colons = rest.first() == Some(&':');
    let is_inside = if starts_with_colons {
        // `Vec<T>::1`, `call()::1`
        place.before().is_some_and(|char| is_word(char) || ":>)".contains(char))
    } else {
        place.before().is_some_and(is_word) || follows_group(place.behind())
    };
    let candidate = take(
        rest,
        run(take(rest, LONGEST_V6 + 1), |char| {
            char.is_ascii_hexdigit() || ":.".contains(char)
        }),
    );
    if is_inside || candidate.iter().filter(|char| **char == ':').count() < 2 {
        return None;
    }
    let without_colon = take(candidate, candidate.len() - 1);
    let sentence_end = if candidate.last() == Some(&':') {
        without_colon
    } else {
        trim_end(candidate, |char| char == '.')
    };
    let address = [candidate, sentence_end].into_iter().find(|address| is_v6(address))?;
    let after = skip(rest, address.len());
    let zone = if after.first() == Some(&'%') {
        1 + run(take(skip(after, 1), 16), |char| char.is_ascii_alphanumeric())
    } else {
        0
    };
    let ends = !skip(after, zone).first().copied().is_some_and(is_word);
    ends.then_some(address.len() + zone)
}

/// Whether a group and its colon stand before, so that this is the middle of something longer.
/// `id:` is no group.
fn follows_group(behind: &[char]) -> bool {
    let [before @ .., ':'] = behind else { return false };
    let group = before.iter().rev().take(5).take_while(|char| is_word(**char)).count();
    (1..=4).contains(&group) && skip(before, before.len() - group).iter().all(char::is_ascii_hexdigit)
}

/// `a::b` is a path in Rust and `::` is one in prose: an address has a digit, or a colon that
/// stands alone.
fn is_v6(address: &[char]) -> bool {
    let text = string(address);
    let has_digit = || text.contains(|char: char| char.is_ascii_digit());
    let has_single_colon = || text.replace("::", "").contains(':');
    text.parse::<Ipv6Addr>().is_ok() && (has_digit() || has_single_colon())
}

/// `00:1a:2b:3c:4d:5e` is a hardware address; more pairs are a fingerprint.
fn pairs(place: Place<'_>) -> Option<Found> {
    const HARDWARE_ADDRESS: usize = 6;
    const MOST: usize = 64;
    if place.before().is_some_and(is_word) {
        return None;
    }
    let mut pairs = 0;
    let mut length = 0;
    let mut separator = None;
    while let [high, low, after @ ..] = skip(place.rest(), length) {
        if pairs == MOST || !high.is_ascii_hexdigit() || !low.is_ascii_hexdigit() {
            break;
        }
        pairs += 1;
        length += 2;
        match after.first() {
            Some(char @ (':' | '-')) if separator.is_none_or(|separator| separator == *char) => separator = Some(*char),
            _ => break,
        }
        length += 1;
    }
    let pair_is_last = !skip(place.rest(), length).first().copied().is_some_and(is_word);
    let ends_with_separator = take(place.rest(), length).last().copied() == separator;
    let length = if ends_with_separator {
        length.saturating_sub(1)
    } else {
        length
    };
    let marker = if pairs == HARDWARE_ADDRESS { MAC } else { SECRET };
    (pairs >= HARDWARE_ADDRESS && (pair_is_last || ends_with_separator)).then(|| Found::marker(length, marker))
}
