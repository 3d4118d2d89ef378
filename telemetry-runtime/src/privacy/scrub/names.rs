//! Names that are known of this user and machine: home directory, user name, host name.
//!
//! A name is replaced as a whole word, whatever its case, everywhere. Two kinds of names are
//! treated otherwise:
//! - Generic ones (`root`, `ubuntu`, `localhost`) say nothing about a person, and `root` is a word
//!   that errors need: they stay.
//! - One or two letters (`al`, `me`) would eat ordinary words: they are replaced next to a path
//!   separator only.

use super::known::{Known, Name};
use super::markers::{HOST, USER};
use super::place::{Found, Place, skip, take};
use std::path::Path;

/// Names that many machines share.
const GENERIC: &str = "admin administrator app build builder ci container debian default desktop dev developer \
    docker ec2-user fedora guest home host jenkins laptop linux localdomain localhost local mac macbook node \
    nobody none pc pi public root runner server system test tester ubuntu unknown user username users vagrant \
    windows www-data";
/// The shortest name that is replaced everywhere, in bytes: two characters can be a whole name in
/// Chinese.
const SHORTEST: usize = 3;

impl Known {
    pub(super) fn new(home: Option<&Path>, user: Option<&str>, host: Option<&str>) -> Self {
        let home = home.map(Path::to_string_lossy).unwrap_or_default();
        let home = home.trim_end_matches(['/', '\\']);
        let last_of_home = home.rsplit(['/', '\\']).next();
        let mut names = Vec::new();
        add(&mut names, host, HOST);
        // `adas-laptop.local`, `adas-laptop.fritz.box`
        add(&mut names, host.and_then(|host| host.split('.').next()), HOST);
        add(&mut names, user, USER);
        add(&mut names, last_of_home, USER);
        // `Ada Lovelace`, as Windows has it
        for part in user.into_iter().chain(last_of_home).flat_map(str::split_whitespace) {
            add(&mut names, Some(part), USER);
        }
        let homes = [
            home.to_owned(),
            home.replace('\\', "/"),
            home.replace('\\', "\\\\"),
            home.replace(' ', "%20"),
            home.replace('/', "%2F"),
        ];
        // `/` or `C:` as a home would make a home of every path.
        let is_deep = home.matches(['/', '\\']).count() > 1 || home == "/root";
        let mut homes: Vec<Vec<char>> = homes
            .iter()
            .filter(|_| is_deep)
            .map(|home| home.chars().collect())
            .collect();
        homes.dedup();
        Self { homes, names }
    }

    /// How long the home directory is that stands at the start of these characters, with one
    /// separator after it.
    pub(super) fn home_at(&self, chars: &[char]) -> Option<usize> {
        let home = self.homes.iter().find(|home| starts_with_name(chars, home))?;
        match skip(chars, home.len()).first() {
            Some('/' | '\\') => Some(home.len() + 1),
            Some(char) if char.is_alphanumeric() || "_-".contains(*char) => None,
            _ => Some(home.len()),
        }
    }
}

fn add(names: &mut Vec<Name>, name: Option<&str>, marker: char) {
    let Some(name) = name.map(str::trim).filter(|name| !name.is_empty()) else {
        return;
    };
    let is_generic = GENERIC
        .split_whitespace()
        .any(|generic| generic.eq_ignore_ascii_case(name));
    let chars: Vec<char> = name.chars().collect();
    let is_known = names.iter().any(|known| known.chars == chars);
    if !is_generic && !is_known && name.chars().any(char::is_alphabetic) {
        // `ada.lovelace` before `ada`
        let place = names.partition_point(|known| known.chars.len() >= chars.len());
        let is_long = name.len() >= SHORTEST;
        names.insert(place, Name { chars, is_long, marker });
    }
}

/// The user's or the machine's name.
pub(super) fn name(place: Place<'_>) -> Option<Found> {
    let rest = place.rest();
    let is_here = |name: &&Name| {
        let after = skip(rest, name.chars.len()).first().copied();
        is_boundary(place.before(), name.chars.first().copied())
            && starts_with_name(rest, &name.chars)
            && is_boundary(after, name.chars.last().copied())
            && (name.is_long
                || [place.before(), after]
                    .iter()
                    .any(|char| matches!(char, Some('/' | '\\'))))
    };
    let found = place.known.names.iter().find(is_here)?;
    Some(Found::marker(found.chars.len(), found.marker))
}

fn starts_with_name(chars: &[char], name: &[char]) -> bool {
    let same = |(one, other): (&char, &char)| {
        one.eq_ignore_ascii_case(other) || !one.is_ascii() && one.to_lowercase().eq(other.to_lowercase())
    };
    !name.is_empty() && chars.len() >= name.len() && take(chars, name.len()).iter().zip(name).all(same)
}

/// Whether a name may begin or end between these two: `ada2024` and `ada_x` have the name `ada` in
/// them, `adapter` has not. Scripts from U+2E80 on, the Chinese and Japanese ones, have no spaces
/// between words.
fn is_boundary(outside: Option<char>, inside: Option<char>) -> bool {
    let (Some(outside), Some(inside)) = (outside, inside) else {
        return true;
    };
    let is_same_kind = outside.is_alphabetic() && inside.is_alphabetic() || outside.is_numeric() && inside.is_numeric();
    !is_same_kind || inside >= '\u{2E80}'
}
