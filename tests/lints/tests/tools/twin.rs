//! The same source without the attributes of the facade: what it is compared with.

/// The attributes, without their arguments.
const ATTRIBUTES: [&str; 2] = ["#[telemetry::command", "#[telemetry::main"];

/// Whether a line holds nothing but one of the attributes.
pub(crate) fn is_attribute(line: &str) -> bool {
    let line = line.trim_start();
    ATTRIBUTES.iter().any(|attribute| line.starts_with(attribute))
}

/// A comment of the same length stands for each attribute, so that everything else keeps its line
/// and column.
// Input:  `#[telemetry::command("evaluate")]`
// Output: `//-------------------------------`
pub(crate) fn without_attribute(source: &str) -> String {
    let line = |line: &str| {
        let indentation = line.len() - line.trim_start().len();
        if is_attribute(line) {
            let (blanks, attribute) = line.split_at(indentation);
            format!("{blanks}//{}\n", "-".repeat(attribute.len() - 2))
        } else {
            format!("{line}\n")
        }
    };
    source.lines().map(line).collect()
}
