//! The content of a file except `telemetry.collect`, which must be the same before and after a
//! change.

use super::syntax::{Mistake, mistake, refuse_too_deep, without_mark};
use serde_yaml::{Mapping, Value};

/// The content of a file, without `collect`.
#[derive(Debug, PartialEq)]
pub(crate) struct Rest {
    file: Mapping,
    /// The other entries of the section. A section without any equals no section.
    section: Mapping,
}

/// Parses the file.
///
/// # Errors
/// If the file is not valid YAML, has a key twice, or is not a mapping.
pub(crate) fn rest(text: &str, name: &str) -> Result<Rest, Mistake> {
    let expected = |what: &str| Mistake {
        line: None,
        what: format!("expected {what}"),
    };
    let text = without_mark(text);
    refuse_too_deep(text)?;
    let root = serde_yaml::from_str::<Value>(text).map_err(|error| mistake(&error, text, name))?;
    let file = entries(root).ok_or_else(|| expected("keys and values"))?;
    let (sections, file): (Mapping, Mapping) = file.into_iter().partition(|(key, _)| is(key, name));
    let section = sections.into_iter().next().map_or(Value::Null, |(_, section)| section);
    let section = entries(section).ok_or_else(|| expected(&format!("a section `{name}`")))?;
    Ok(Rest {
        file,
        section: section.into_iter().filter(|(key, _)| !is(key, "collect")).collect(),
    })
}

fn entries(value: Value) -> Option<Mapping> {
    match value {
        Value::Null => Some(Mapping::new()),
        Value::Mapping(mapping) => Some(mapping),
        Value::Tagged(tagged) => entries(tagged.value),
        _ => None,
    }
}

/// Compares a key without its tag, which changes neither the key nor its value.
fn is(key: &Value, name: &str) -> bool {
    match key {
        Value::Tagged(tagged) => is(&tagged.value, name),
        key => key == name,
    }
}
