//! UUIDs, which identify accounts, devices and orders.

use super::markers::ID;
use super::place::{Found, Place, skip, take};

/// `123e4567-e89b-12d3-a456-426614174000`
pub(super) fn uuid(place: Place<'_>) -> Option<Found> {
    const LENGTH: usize = 36;
    let rest = place.rest();
    let id = take(rest, LENGTH);
    let has_form = id.len() == LENGTH
        && id.iter().enumerate().all(|(at, char)| {
            if [8, 13, 18, 23].contains(&at) {
                *char == '-'
            } else {
                char.is_ascii_hexdigit()
            }
        });
    let ends = !skip(rest, LENGTH).first().is_some_and(|char| char.is_alphanumeric());
    let starts = !place.before().is_some_and(char::is_alphanumeric);
    (has_form && starts && ends).then(|| Found::marker(LENGTH, ID))
}
