//! The table of fields that a program can send.

use super::field::When;
use super::wire::ROWS;
use crate::model::app::App;
use crate::model::manifest::Field;
use crate::registry::command;

/// The fields that this program can send.
pub(crate) fn of(app: &App) -> Vec<Field> {
    let has_tags = !app.tags.is_empty() || command::all().any(|command| !command.tags.is_empty());
    let is_there = |when| match when {
        When::Always => true,
        When::Dist => app.dist.is_some(),
        When::Sampled => app.sample.is_some(),
        When::Tags => has_tags,
        When::Sources => app.sources.is_some(),
        When::Images => cfg!(feature = "debug-images"),
        When::Captured => app.sentry.is_some(),
    };
    let rows = ROWS.iter().filter(|row| is_there(row.when));
    rows.map(|row| row.field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::types::{Event, Exception, Frame, Level, Mechanism, Stacktrace};
    use crate::model::app::Package;
    use crate::privacy::allow_list;
    use crate::privacy::wire::{ClientReport, Discarded, Header, Session, SessionAttributes, SessionStatus};
    use crate::util::json::json_of;
    use serde_json::Value;
    use uuid::Uuid;

    /// The paths of all that is no object or list.
    fn leaves(prefix: &str, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    let separator = if prefix.is_empty() || prefix.ends_with(' ') {
                        ""
                    } else {
                        "."
                    };
                    leaves(&format!("{prefix}{separator}{key}"), value, found);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| leaves(prefix, value, found)),
            _ => found.push(prefix.to_owned()),
        }
    }

    /// Whether a row is of this path: a star stands for one part.
    fn covers(row: &str, path: &str) -> bool {
        let (names, parts) = (row.split('.'), path.split('.'));
        row.split('.').count() == path.split('.').count()
            && names.zip(parts).all(|(name, part)| name == "*" || name == part)
    }

    /// An event, a session, a report and a header with all that they can have.
    fn fullest() -> [(&'static str, Value); 4] {
        static APP: App = App::new(Package {
            modules: &[("clap", "4.6.9")],
            ..Package::EXAMPLE
        })
        .dist("musl")
        .sample(0.5)
        .tags(&[crate::model::tag::Key::flag("simd")], &[|| "true"])
        .sources(Some("1"), "src/main.rs", || {
            &[("src/main.rs", "fn main() {\n    panic!()\n}\n")]
        });
        let text = || "text".to_owned();
        let frame = Frame {
            function: Some(text()),
            module: Some(text()),
            filename: Some(text()),
            abs_path: Some("src/main.rs".to_owned()),
            lineno: Some(2),
            colno: Some(5),
            in_app: Some(true),
            #[cfg(feature = "debug-images")]
            instruction_addr: Some(1),
        };
        let exception = Exception {
            ty: text(),
            value: Some(text()),
            stacktrace: Stacktrace::from_frames_reversed(vec![frame]),
            mechanism: Some(Mechanism {
                ty: "panic",
                handled: Some(false),
            }),
        };
        let event = Event {
            message: Some(text()),
            fingerprint: vec!["text".into()],
            exceptions: vec![exception],
            #[cfg(feature = "debug-images")]
            images: vec![crate::event::types::Image {
                code_file: text(),
                debug_file: Some(text()),
                code_id: Some(text()),
                debug_id: text(),
                address: 1,
                size: 1,
                stated_address: 1,
            }],
            ..Event::now(Level::Fatal)
        };
        let session = Session {
            sid: text(),
            did: text(),
            init: true,
            started: text(),
            timestamp: text(),
            duration: 0.0,
            status: SessionStatus::Exited,
            errors: 0,
            attrs: SessionAttributes {
                release: text(),
                environment: text(),
            },
        };
        let report = ClientReport {
            timestamp: text(),
            discarded_events: vec![Discarded {
                reason: text(),
                category: text(),
                quantity: 1,
            }],
        };
        let header = Header {
            event_id: Some(text()),
            dsn: Some(text()),
            sent_at: Some(text()),
        };
        [
            (
                "",
                json_of(&allow_list::event(&APP, Some(Uuid::nil()), &APP.tag_values(), &event)),
            ),
            ("session: ", json_of(&session)),
            ("client report: ", json_of(&report)),
            ("envelope: ", json_of(&header)),
        ]
    }

    #[test]
    fn each_field_that_is_sent_is_in_the_table_and_none_besides() {
        let mut sent = Vec::new();
        for (prefix, value) in fullest() {
            leaves(prefix, &value, &mut sent);
        }
        for path in &sent {
            assert!(
                ROWS.iter().any(|row| covers(row.field.name, path)),
                "{path} is in no row"
            );
        }
        for row in ROWS {
            let is_seen = sent.iter().any(|path| covers(row.field.name, path));
            // That a command is named, a test over a process sees: here there is none.
            let is_elsewhere =
                row.field.name == "tags.command" || (row.when == When::Images && cfg!(not(feature = "debug-images")));
            assert!(is_seen || is_elsewhere, "{} is never sent", row.field.name);
        }
    }

    /// One line of `PRIVACY.md` for each row.
    #[test]
    fn the_page_on_privacy_has_the_same_table() {
        let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../PRIVACY.md")).unwrap();
        let code = |text: &str| format!("`{}`", text.replace('|', "\\|"));
        let line = |field: &Field| {
            let (name, example) = (code(field.name), code(field.example));
            format!("| {name} | {} | {example} | {} |", field.meaning, field.why)
        };
        let expected: Vec<String> = ROWS.iter().map(|row| line(&row.field)).collect();
        let table = page.lines().skip_while(|line| !line.starts_with("| field |")).skip(2);
        let found: Vec<&str> = table.take_while(|line| line.starts_with('|')).collect();
        assert_eq!(found, expected, "the lines are these:\n{}", expected.join("\n"));
    }
}
