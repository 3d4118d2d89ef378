//! The configuration file. Consent is never read where another reader of YAML reads none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saphyr::{LoadableYamlNode, Yaml};

fuzz_target!(|bytes: &[u8]| {
    if telemetry_runtime::fuzzing::config(bytes) {
        let text = std::str::from_utf8(bytes).unwrap();
        // A byte order mark is to that reader the beginning of the first key.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // It is stricter in places, as with lines in brackets that are not indented; and it reads
        // tags otherwise.
        let Ok(documents) = Yaml::load_from_str(text) else {
            return;
        };
        if text.contains('!') {
            return;
        }
        let telemetry = documents[0].as_mapping_get("telemetry").unwrap();
        let collect = telemetry.as_mapping_get("collect").unwrap();
        // Two of the three ways of YAML's core schema to write it are words to that reader.
        let is_true = collect.as_bool() == Some(true) || matches!(collect.as_str(), Some("True" | "TRUE"));
        assert!(is_true, "{collect:?}");
    }
});
