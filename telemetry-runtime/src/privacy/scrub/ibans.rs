//! Bank accounts as IBANs, by their form. Check digits are not verified: errors often quote the
//! wrong ones.

use super::markers::IBAN;
use super::place::{Found, Place, run, skip, take};

/// Norway's.
const SHORTEST: usize = 15;
/// What ISO 13616 allows.
const LONGEST: usize = 34;

/// `DE89370400440532013000`, `GB29 NWBK 6016 1331 9268 19`
pub(super) fn iban(place: Place<'_>) -> Option<Found> {
    let rest = place.rest();
    let has_head = matches!(rest, [one, two, three, four, ..]
        if one.is_ascii_uppercase() && two.is_ascii_uppercase() && three.is_ascii_digit() && four.is_ascii_digit());
    if !place.starts_word() || !has_head {
        return None;
    }
    let mut length = group(rest);
    let mut characters = length;
    // After the first group of four: more groups of four, and a shorter one at the end.
    let mut last_group = length;
    while last_group == 4 && characters <= LONGEST {
        let [' ' | '-', after @ ..] = skip(rest, length) else {
            break;
        };
        last_group = group(after);
        if last_group == 0 || last_group > 4 {
            break;
        }
        length += 1 + last_group;
        characters += last_group;
    }
    let ends = !skip(rest, length).first().is_some_and(|char| char.is_alphanumeric());
    let digits = take(rest, length).iter().filter(|char| char.is_ascii_digit()).count();
    (ends && (SHORTEST..=LONGEST).contains(&characters) && digits >= 8).then(|| Found::marker(length, IBAN))
}

fn group(chars: &[char]) -> usize {
    run(take(chars, LONGEST + 1), |char| {
        char.is_ascii_uppercase() || char.is_ascii_digit()
    })
}
