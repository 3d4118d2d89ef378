//! Keys, tokens and hashes without a label, recognised by their prefix or by looking random.

use super::markers::SECRET;
use super::place::{Found, Place, find, run, skip, starts_with, string, take, trim_end};
use super::randomness::Shape;

/// What looks random is a secret from so many characters on.
const LONG: usize = 20;
/// What follows a known beginning is at least so long.
const SHORTEST_AFTER_PREFIX: usize = 12;
/// So that a text of nothing but beginnings is not read again and again.
const LONGEST: usize = 4096;
/// How their issuers let secrets begin: cloud providers, code hosts, package registries, payment
/// and mail services; then JSON Web Tokens; then keys and addresses of wallets.
const PREFIXES: &str = "AKIA ASIA ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- xoxa- xoxb- xoxp- xoxr- xoxs- sk- \
    sk_live_ sk_test_ pk_live_ rk_live_ whsec_ AIza ya29. npm_ pypi- SG. hf_ dop_v1_ shpat_ cio eyJ xprv xpub \
    yprv ypub zprv zpub tprv tpub bc1 tb1 lnbc AGE-SECRET-KEY-";

/// A key, a token, a hash.
pub(super) fn secret(place: Place<'_>) -> Option<Found> {
    known(place).or_else(|| random(place))
}

/// A secret that begins as its issuer's do.
fn known(place: Place<'_>) -> Option<Found> {
    if place.before().is_some_and(char::is_alphanumeric) {
        return None;
    }
    if let Some(length) = pem(place.rest()) {
        return Some(Found::marker(length, SECRET));
    }
    let prefix = PREFIXES
        .split_whitespace()
        .find(|prefix| starts_with(place.rest(), prefix))?;
    let token = take(
        place.rest(),
        run(take(place.rest(), LONGEST), |char| {
            is_token(char) && char != '/' || char == '.'
        }),
    );
    let token = trim_end(token, |char| char == '.');
    let after = skip(token, prefix.len());
    // `npm_config_registry` and `sk-learn` are words.
    let shape = Shape::of(after);
    let is_secret = after.len() >= SHORTEST_AFTER_PREFIX && (shape.has_digit() || shape.is_shorter_than(40));
    is_secret.then(|| Found::marker(with_padding(place.rest(), token.len()), SECRET))
}

/// `-----BEGIN … KEY-----` to its end, or to the end of the text.
fn pem(rest: &[char]) -> Option<usize> {
    const END: &str = "-----END";
    if !starts_with(rest, "-----BEGIN ") {
        return None;
    }
    let Some(end) = find(rest, END, rest.len()) else {
        return Some(rest.len());
    };
    let last_line = skip(rest, end + END.len());
    let name = run(last_line, |char| char == ' ' || char.is_ascii_alphanumeric());
    Some(end + END.len() + name + run(skip(last_line, name), |char| char == '-'))
}

/// Something long that looks random. In a path or URL only the components that do.
fn random(place: Place<'_>) -> Option<Found> {
    let is_first = !place.before().is_some_and(is_token);
    if !is_first && place.before() != Some('/') {
        return None;
    }
    let rest = place.rest();
    if is_first {
        let token = take(rest, run(rest, is_token));
        let words = leading_words(token);
        if is_random_with_separators(skip(token, words)) {
            let shown = string(take(token, words)) + &SECRET.to_string();
            return Some(Found {
                length: with_padding(rest, token.len()),
                shown,
            });
        }
    }
    let segment = take(rest, run(rest, |char| is_token(char) && char != '/'));
    is_random(segment).then(|| Found::marker(with_padding(rest, segment.len()), SECRET))
}

/// Base64, base64url, base58, hex.
fn is_token(char: char) -> bool {
    char.is_ascii_alphanumeric() || "_-+/".contains(char)
}

/// How long the ordinary components at the start are, as in `com/share/…`.
fn leading_words(token: &[char]) -> usize {
    let mut length = 0;
    loop {
        let rest = skip(token, length);
        let segment = take(rest, run(rest, |char| char != '/'));
        let is_word = segment.len() < LONG && Shape::of(segment).is_words();
        if segment.len() == rest.len() || !is_word {
            return length;
        }
        length += segment.len() + 1;
    }
}

fn with_padding(rest: &[char], length: usize) -> usize {
    length + run(take(skip(rest, length), 2), |char| char == '=')
}

/// Base64 of any kind: all three kinds of characters, in short stretches. Slashes may be part of
/// it, as in AWS keys.
fn is_random_with_separators(token: &[char]) -> bool {
    let shape = Shape::of(token);
    token.len() >= LONG && shape.has_both_cases() && shape.has_digit() && shape.is_shorter_than(35)
}

fn is_random(segment: &[char]) -> bool {
    let shape = Shape::of(segment);
    let groups_of_hex = segment.len() >= LONG && shape.has_digit() && shape.has_letter() && shape.is_shorter_than(22);
    let mut runs = segment.split(|char| !char.is_ascii_alphanumeric());
    groups_of_hex || runs.any(is_random_run)
}

/// Letters and digits only.
fn is_random_run(run: &[char]) -> bool {
    let shape = Shape::of(run);
    // `1.7976931348623157e308`
    let is_float = run.iter().filter(|char| !char.is_ascii_digit()).eq(&['e']);
    // A pointer or an integer in hexadecimal is shorter; addresses and keys of wallets are longer.
    let has_both = shape.has_digit() && shape.has_letter() && (shape.is_hex || shape.is_shorter_than(45));
    let is_mixed = shape.has_both_cases() && shape.is_shorter_than(30);
    run.len() >= LONG && !is_float && (has_both || is_mixed || string(run).starts_with("0x"))
}
