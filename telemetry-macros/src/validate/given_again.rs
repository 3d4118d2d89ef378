//! The same attribute twice on one function.

use crate::errors::Errors;
use crate::parse::Function;
use syn::{Attribute, Path};

/// Removes second attributes, with an error for each. Returns true if there were any.
pub(super) fn remove(function: &mut Function, attribute: &str, facade: &Path, errors: &mut Errors) -> bool {
    let before = function.attributes.len();
    function.attributes.retain(|it| {
        let again = is_ours(it, attribute, facade);
        if again {
            errors.at(
                it,
                format!("`#[telemetry::{attribute}]` is given twice: keep one of them"),
            );
        }
        !again
    });
    function.attributes.len() < before
}

/// Whether this is `#[telemetry::command]`, by the facade's usual name or the one that it has here.
/// A lone `#[command]` may be another crate's.
fn is_ours(it: &Attribute, attribute: &str, facade: &Path) -> bool {
    let segments = &it.path().segments;
    let [.., krate, name] = &*segments.iter().map(|segment| &segment.ident).collect::<Vec<_>>() else {
        return false;
    };
    let is_facade = *krate == "telemetry" || facade.segments.last().is_some_and(|own| own.ident == **krate);
    is_facade && *name == attribute
}
