//! The scrubber removes private words from free text, such as panic and error messages.
//!
//! A text passes through [`RULES`], one after the other. A rule looks at one place in the text and
//! says whether something private starts there, how long it is and what is shown instead. Nothing
//! else happens here.
//!
//! In doubt a rule takes more rather than less: a developer who reads `<secret>` where a harmless
//! word stood has lost little.

mod emails;
mod ibans;
mod ids;
mod ips;
mod known;
mod labels;
#[cfg(any(test, fuzzing))]
pub(crate) mod laws;
mod markers;
mod names;
mod numbers;
mod paths;
mod phrases;
mod place;
mod randomness;
mod relative;
mod secrets;
mod text;
mod urls;
mod withheld;

#[cfg(test)]
mod tests;

use known::Known;
use place::{Found, Place};
use std::path::Path;

pub(crate) use withheld::{fixed, withheld};

/// The rules are applied until none finds anything any more, at most so many times. Thus a text
/// that was scrubbed stays as it is when it is scrubbed again, and what only shows when something
/// before it is gone, goes too.
const MOST_ROUNDS: usize = 8;

/// Whether something private starts at this place.
type Rule = fn(Place<'_>) -> Option<Found>;

/// The table: a rule (the file and function of that name), an example of what it finds, and what is
/// shown instead.
///
/// In this order, because a rule relies on what those before it have removed: an address in a URL's
/// userinfo is gone before e-mail addresses are looked for, an IP address before long numbers are,
/// and a key with slashes in it before relative paths are. Names come last, so that a short name
/// cannot cut a secret into two halves that nobody recognises.
#[rustfmt::skip]
const RULES: [Rule; 12] = [
    urls_and_paths,    // https://me:pw@host/a?b=c    → https://host/a
                       // /home/me/taxes.csv          → ~/<path>.csv
    emails::email,     // me@example.org              → <email>
    labels::labelled,  // password=abc                → password=<secret>
    labels::argument,  // invalid value 'abc' for     → invalid value '<argument>' for
    phrases::seed,     // twelve words of a wallet    → <phrase>
    ids::uuid,         // 123e4567-e89b-…             → <id>
    ips::address,      // 10.0.0.1:80, fe80::1        → <ip>
                       // 00:1a:2b:3c:4d:5e           → <mac>
    ibans::iban,       // DE89 3704 0044 0532 0130 00 → <iban>
    secrets::secret,   // AKIA…, 9f86d081884c7d659a2f → <secret>
    numbers::long,     // 4111 1111 1111 1111         → <number>
    relative_paths,    // clients/acme.csv            → <path>.csv
    names::name,       // the user's, the machine's   → <user>, <host>
];

/// One rule, so that the path rule does not look into a URL.
fn urls_and_paths(place: Place<'_>) -> Option<Found> {
    urls::url(place).or_else(|| paths::path(place))
}

/// URLs come first here, too, as their paths stay.
fn relative_paths(place: Place<'_>) -> Option<Found> {
    urls::url(place).or_else(|| relative::path(place))
}

/// Scrubs texts; knows the personal words of this user and this machine.
#[derive(Debug, Default)]
pub(crate) struct Scrubber {
    known: Known,
}

impl Scrubber {
    /// A scrubber that knows the user's home directory and name and the machine's name, as far as
    /// they are known at all.
    pub(crate) fn new(home: Option<&Path>, user: Option<&str>, host: Option<&str>) -> Self {
        Self {
            known: Known::new(home, user, host),
        }
    }

    /// The text without what is private, at most 8 KiB long. What is beyond the first 16 KiB is not
    /// looked at and not shown.
    pub(crate) fn scrub(&self, text: &str) -> String {
        let text::Prepared { mut chars, is_cut } = text::prepare(text);
        for _ in 0..MOST_ROUNDS {
            let scrubbed = RULES
                .iter()
                .fold(chars.clone(), |chars, rule| self.apply(*rule, &chars));
            if scrubbed == chars {
                break;
            }
            chars = scrubbed;
        }
        text::finish(&chars, is_cut)
    }

    fn apply(&self, rule: Rule, text: &[char]) -> Vec<char> {
        let mut scrubbed = Vec::with_capacity(text.len());
        let mut at = 0;
        while let Some(char) = text.get(at) {
            match rule(Place {
                text,
                at,
                known: &self.known,
            }) {
                Some(found) if found.length > 0 => {
                    scrubbed.extend(found.shown.chars());
                    at += found.length;
                }
                _ => {
                    scrubbed.push(*char);
                    at += 1;
                }
            }
        }
        scrubbed
    }
}
