//! The configuration file. Consent is never read where another reader of YAML reads none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saphyr::{LoadableYamlNode, Yaml};

fuzz_target!(|bytes: &[u8]| {
    if telemetry_runtime::fuzzing::config(bytes) {
        let text = std::str::from_utf8(bytes).unwrap();
        // It is stricter in places, as with lines in brackets that are not indented.
        let Ok(documents) = Yaml::load_from_str(text) else {
            return;
        };
        let telemetry = documents[0].as_mapping_get("telemetry").unwrap();
        let collect = telemetry.as_mapping_get("collect").unwrap();
        // That reader takes two of the three ways of YAML's core schema to write it for words, and does not look at a tag before a quoted one.
        let word = collect.as_str().unwrap_or_default();
        let is_true = collect.as_bool() == Some(true)
            || ["True", "TRUE"].contains(&word)
            || word == "true" && text.contains("bool");
        assert!(is_true, "{collect:?}");
    }
});
