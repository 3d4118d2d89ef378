#[automatically_derived]
#[allow(deprecated)]
impl ::telemetry::__private::Tag for Format {
    type Set = Self;
    const WORDS: &'static [&'static ::core::primitive::str] = &["text", "pretty-json"];
    fn word(&self) -> &'static ::core::primitive::str {
        match self {
            Self::Text => "text",
            Self::PrettyJson => "pretty-json",
        }
    }
}
