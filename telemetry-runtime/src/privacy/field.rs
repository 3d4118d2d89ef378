//! The parts of a row in `wire.rs`.

use crate::model::manifest::Field;
use std::collections::BTreeMap;

/// Which programs can send a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Always,
    /// Those with a `dist`.
    Dist,
    /// Those with a `sample`.
    Sampled,
    /// Those with tags.
    Tags,
    /// Those that embed their sources.
    Sources,
    /// Those with the feature `debug-images`.
    Images,
    /// Those with `main(sentry)`.
    Captured,
}

/// A line of the table of fields.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) when: When,
    pub(super) field: Field,
}

pub(super) const fn row(
    name: &'static str,
    when: When,
    meaning: &'static str,
    example: &'static str,
    why: &'static str,
) -> Row {
    let field = Field {
        name,
        meaning,
        example,
        why,
    };
    Row { when, field }
}

/// Values that are left out of the JSON.
pub(super) trait Absent {
    fn is_absent(&self) -> bool {
        false
    }
}

impl<T> Absent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<K, V> Absent for BTreeMap<K, V> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl Absent for String {}
impl Absent for &str {}
impl Absent for bool {}
impl Absent for f64 {}
impl Absent for u64 {}
