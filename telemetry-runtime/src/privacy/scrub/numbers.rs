//! Long numbers: cards, accounts, telephones. Nine digits and more, also in groups.
//!
//! Numbers that errors need stay: decimals (`0.30000000000000004`), dates, pointers, and the limits
//! of integers, which are what a wrong subtraction ends in (`the index is 18446744073709551615`).

use super::markers::NUMBER;
use super::place::{Found, Place, run, skip, starts_with, string, take};

/// So many digits are too many.
const LONG: usize = 9;
/// A wrapped `u64` or `usize` is at most so far from the largest one.
const WRAPPED: u64 = 1024;
/// The longest hexadecimal number that could be a pointer or an integer, in digits.
const LONGEST_POINTER: usize = 16;

/// A number with too many digits.
pub(super) fn long(place: Place<'_>) -> Option<Found> {
    let rest = place.rest();
    if !rest.first().copied().is_some_and(is_digit) || place.before().is_some_and(is_digit) {
        return None;
    }
    if let Some(length) = [date(rest), decimal(rest), pointer(rest), limit(place)]
        .into_iter()
        .flatten()
        .next()
    {
        return Some(Found::keep(take(rest, length)));
    }
    let (digits, length) = groups(rest, is_time(place.behind()));
    (digits >= LONG).then(|| Found::marker(length, NUMBER))
}

/// Digits of every script.
fn is_digit(char: char) -> bool {
    char.is_ascii_digit() || !char.is_ascii() && char.is_numeric()
}

/// How many digits the groups have that follow one another, and how long they are. After a time
/// there is one group only.
fn groups(chars: &[char], is_alone: bool) -> (usize, usize) {
    let first = run(chars, is_digit);
    let (mut digits, mut length) = (first, first);
    if first < 2 || is_alone {
        return (digits, length);
    }
    loop {
        let after = skip(chars, length);
        let gap = match after {
            [')', ' ' | '-', ..] => 2,
            [' ' | '-' | '.' | '\u{A0}' | '\u{202F}', ..] => 1,
            _ => 0,
        };
        let group = skip(after, gap);
        let more = run(group, is_digit);
        if gap == 0 || more < 2 || date(group).is_some() {
            return (digits, length);
        }
        digits += more;
        length += gap + more;
    }
}

/// `2024-01-15` or `15.01.2024`.
fn date(chars: &[char]) -> Option<usize> {
    let digits = |range: std::ops::Range<usize>| {
        chars
            .get(range)
            .is_some_and(|digits| digits.iter().all(char::is_ascii_digit))
    };
    let between =
        |one: usize, other: usize, wanted: char| chars.get(one) == Some(&wanted) && chars.get(other) == Some(&wanted);
    let two = |at: usize| string(take(skip(chars, at), 2)).parse::<u8>().unwrap_or(u8::MAX);
    let is_iso =
        digits(0..4) && digits(5..7) && digits(8..10) && between(4, 7, '-') && is_month_and_day(two(5), two(8));
    let is_other =
        digits(0..2) && digits(3..5) && digits(6..10) && between(2, 5, '.') && is_month_and_day(two(3), two(0));
    let ends = !chars
        .get(10)
        .is_some_and(|char| is_digit(*char) || "-.".contains(*char) && chars.get(11).copied().is_some_and(is_digit));
    ((is_iso || is_other) && ends).then_some(10)
}

fn is_month_and_day(month: u8, day: u8) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Whether these are the hours and minutes before the seconds.
fn is_time(behind: &[char]) -> bool {
    matches!(behind, [.., digit, ':'] if digit.is_ascii_digit())
}

/// `43210.55`, `0.30000000000000004`: one dot, no leading zero, at most as many digits as an `f64`
/// prints.
fn decimal(chars: &[char]) -> Option<usize> {
    let whole = run(chars, |char| char.is_ascii_digit());
    let after = skip(chars, whole);
    let fraction = run(skip(after, 1), |char| char.is_ascii_digit());
    let length = whole + 1 + fraction;
    let is_plain = whole == 1 || chars.first() != Some(&'0');
    let goes_on = matches!(skip(chars, length), ['.' | '-', digit, ..] if digit.is_ascii_digit());
    let is_decimal =
        after.first() == Some(&'.') && is_plain && whole < LONG && (1..=17).contains(&fraction) && !goes_on;
    is_decimal.then_some(length)
}

/// `0x7ffd1e2c3b40`
fn pointer(chars: &[char]) -> Option<usize> {
    let digits = run(take(skip(chars, 2), LONGEST_POINTER + 1), |char| {
        char.is_ascii_hexdigit()
    });
    (starts_with(chars, "0x") && (1..=LONGEST_POINTER).contains(&digits)).then_some(2 + digits)
}

/// The limits of integers, and the system's error codes that are near them (`exit code:
/// -1073741819`).
fn limit(place: Place<'_>) -> Option<usize> {
    let digits = run(take(place.rest(), 21), |char| char.is_ascii_digit());
    let number: u64 = string(take(place.rest(), digits)).parse().ok()?;
    let is_negative = matches!(place.behind(), ['-'] | [.., ' ' | '(' | '=' | ':', '-']);
    let is_limit = [u64::from(u32::MAX), i32::MAX.unsigned_abs().into(), i32::MIN.unsigned_abs().into(), i64::MAX.unsigned_abs()]
        .contains(&number)
        || number == i64::MIN.unsigned_abs()
        || number >= u64::MAX - WRAPPED
        // NTSTATUS, as unsigned and as signed number, and HRESULT.
        || (0xC000_0000..=0xC000_FFFF).contains(&number)
        || is_negative && (1_000_000_000..=i32::MIN.unsigned_abs().into()).contains(&number);
    is_limit.then_some(digits)
}
