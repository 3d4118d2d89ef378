//! Canaries of every kind of value, and how to find one again.

use sentry::protocol::{Addr, Map, Url, Uuid, Value};
use serde_json::json;
use std::time::{Duration, SystemTime};

/// What texts are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Ordinary words, which no scrubber takes out.
    Words,
    /// What the scrubber promises to take out.
    Private,
}

/// Makes values. `choices` decide what is there and how much of it; where there are none left,
/// everything is there, once.
#[derive(Debug)]
pub(super) struct Plant {
    kind: Kind,
    choices: std::vec::IntoIter<u8>,
    count: u32,
}

/// No time of a test is as late, and no other number as large.
const LARGE: u32 = 2_000_000_000;
const MANY: u32 = 1_000_000;
/// What is left of a canary in a text: of a word, a number, one in hexadecimal, a time, an id, an
/// address.
const TRACES: [&str; 6] = ["canary", "20000", "0x7735", "2033-05", "cacacaca", "192.0.2."];

impl Plant {
    pub(super) fn new(kind: Kind, choices: Vec<u8>) -> Self {
        Self {
            kind,
            choices: choices.into_iter(),
            count: 0,
        }
    }

    fn next(&mut self) -> u32 {
        self.count += 1;
        self.count
    }

    fn choose(&mut self, among: u8) -> u8 {
        self.choices.next().map_or(1, |choice| choice % among)
    }

    pub(super) fn text(&mut self) -> String {
        let word = format!("canary{}", self.next());
        if self.kind == Kind::Words {
            return word;
        }
        match self.count % 10 {
            0 => format!("{word}@example.org"),
            1 => format!("/srv/{word}/prices.csv"),
            2 => format!("C:\\Users\\{word}\\prices.csv"),
            3 => format!("https://{word}:{word}@example.org/?q={word}"),
            4 => format!("password={word}"),
            5 => format!("Config {{ api_key: Some(\"{word}\") }}"),
            6 => format!("Bearer {word}"),
            7 => format!("\\\\server\\{word}\\prices.csv"),
            8 => format!("file:///srv/{word}"),
            _ => format!("login --token {word}"),
        }
    }

    pub(super) fn number<T: From<u32>>(&mut self) -> T {
        (LARGE + self.next()).into()
    }

    pub(super) fn signed(&mut self) -> i32 {
        i32::try_from(self.number::<u32>()).unwrap()
    }

    pub(super) fn float(&mut self) -> f32 {
        self.next();
        2_000_001_024.0
    }

    pub(super) fn address(&mut self) -> Addr {
        Addr(self.number())
    }

    pub(super) fn time(&mut self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.number())
    }

    pub(super) fn id(&mut self) -> Uuid {
        Uuid::from_u128(0xcaca_caca_caca_4aca_8aca_caca_0000_0000 | u128::from(self.next()))
    }

    pub(super) fn ip(&mut self) -> std::net::IpAddr {
        std::net::IpAddr::from([192, 0, 2, u8::try_from(self.next() % 250).unwrap()])
    }

    pub(super) fn url(&mut self) -> Url {
        let word = format!("canary{}", self.next());
        format!("https://{word}:{word}@{word}.example/{word}?{word}#{word}")
            .parse()
            .unwrap()
    }

    pub(super) fn value(&mut self) -> Value {
        json!({ self.text(): self.text(), "list": [self.text(), self.number::<u32>()] })
    }

    pub(super) fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        (self.choose(3) > 0).then(|| make(self))
    }

    /// As `maybe`, of a text, which is what most fields are.
    pub(super) fn words(&mut self) -> Option<String> {
        self.maybe(Self::text)
    }

    pub(super) fn several<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.choose(3)).map(|_| make(self)).collect()
    }

    pub(super) fn map<T>(&mut self, make: impl Fn(&mut Self) -> T) -> Map<String, T> {
        (0..self.choose(3)).map(|_| (self.text(), make(self))).collect()
    }

    pub(super) fn values(&mut self) -> Map<String, Value> {
        self.map(Self::value)
    }
}

/// Where in the JSON canaries are: fields of objects by their names, places of arrays as `*`.
pub(super) fn places(value: &Value, at: &str, found: &mut std::collections::BTreeSet<String>) {
    let is_trace = |text: &str| TRACES.iter().any(|trace| text.contains(trace));
    let below = |field: &str| {
        if at.is_empty() {
            field.to_owned()
        } else {
            format!("{at}.{field}")
        }
    };
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if is_trace(name) {
                    found.insert(below("<name>"));
                }
                places(value, &below(name), found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| places(value, &below("*"), found)),
        Value::String(text) if is_trace(text) => drop(found.insert(at.to_owned())),
        Value::Number(number) => {
            let range = f64::from(LARGE)..f64::from(LARGE + MANY);
            if number.as_f64().is_some_and(|number| range.contains(&number)) {
                found.insert(at.to_owned());
            }
        }
        _ => {}
    }
}
