//! How laws are tried in the ordinary tests: a law is a function that asserts what holds for every
//! input, and stands beside the parser that it is about (`…/laws.rs`). The same functions are tried
//! by `fuzz/`, with what a fuzzer makes up.

use proptest::prelude::*;

/// As many cases as `PROPTEST_CASES` says, else 256. A failure is printed, and not written beside
/// the sources.
pub(crate) fn trial() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Texts of pieces that a parser looks for.
pub(crate) fn text_of(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(pieces), 0..most).prop_map(|pieces| pieces.concat())
}

/// JSON of every shape.
pub(crate) fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "(?s).{0,12}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Into::into),
            prop::collection::btree_map("user|did|[a-z]{1,4}", inner, 0..6)
                .prop_map(|map| map.into_iter().collect::<serde_json::Map<_, _>>().into()),
        ]
    })
}
