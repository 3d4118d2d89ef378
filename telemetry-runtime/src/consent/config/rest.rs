//! The content of a file except `telemetry.collect`, which must be the same before and after a
//! change.

use super::syntax::{Mistake, mistake, refuse_too_deep, without_mark};
use serde_yaml::{Mapping, Value};

/// Parses the file. An absent section equals an empty one.
///
/// # Errors
/// If the file is not valid YAML, has a key twice, or is not a mapping.
pub(crate) fn rest(text: &str, name: &str) -> Result<Mapping, Mistake> {
    let text = without_mark(text);
    refuse_too_deep(text)?;
    let file = serde_yaml::from_str::<Option<Mapping>>(text).map_err(|error| mistake(&error, text, name))?;
    let mut file = file.unwrap_or_default();
    let section = file.entry(name.into()).or_insert(Value::Null);
    if section.is_null() {
        *section = Mapping::new().into();
    }
    if let Some(section) = section.as_mapping_mut() {
        section.remove("collect");
    }
    Ok(file)
}
