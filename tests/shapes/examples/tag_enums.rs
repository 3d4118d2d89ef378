//! Enums of every kind that can be a tag.
// events: ["Start evaluate"]
// expansion: Format
#![deny(warnings)]

use clap::ValueEnum;

/// Also an argument.
#[derive(Debug, Clone, Copy, ValueEnum, telemetry::Tag)]
#[non_exhaustive]
pub enum Format {
    /// Text.
    Text,
    /// JSON.
    #[value(name = "json")]
    PrettyJson,
}

#[derive(telemetry::Tag)]
#[repr(u8)]
enum Numbered {
    One = 1,
    #[deprecated]
    #[expect(dead_code)]
    Two = 2,
    #[cfg(any())]
    Never(String),
}

#[derive(telemetry::Tag)]
#[telemetry(crate = ::telemetry)]
#[expect(non_camel_case_types)]
enum Raw {
    r#type,
}

mod inner {
    #[derive(Default, telemetry::Tag)]
    pub(super) enum Hidden {
        #[default]
        Yes,
    }
}

#[telemetry::main(app = "e2e")]
fn main() {
    let format = Format::from_str("json", false).unwrap();
    evaluate(format, &Numbered::One, Raw::r#type, inner::Hidden::default());
    let _ = Format::Text;
}

#[telemetry::command(tags(format = format, number = number, kind = raw, hidden = hidden))]
fn evaluate(format: Format, number: &Numbered, raw: Raw, hidden: inner::Hidden) {
    let _ = (format, number, raw, hidden);
}
