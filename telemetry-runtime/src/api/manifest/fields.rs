//! Every field of what is sent: what it means, an example, and why it is there. A test compares this table with what the allow-list lets out.

use crate::model::app::App;
use crate::model::manifest::Field;

/// When a field is there at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum If {
    Always,
    Dist,
    Sampled,
    Tags,
    Sources,
    Images,
}

const fn field(name: &'static str, meaning: &'static str, example: &'static str, why: &'static str) -> Field {
    Field {
        name,
        meaning,
        example,
        why,
    }
}

const COUNT: &str = "to count equal things as one";
const FIND: &str = "to find the place";
const VERSIONS: &str = "some faults are those of one version only";
const SYSTEMS: &str = "some faults happen on some systems only";
const PROTOCOL: &str = "the protocol asks for it";
const NAMES: &str = "so that a server that has the debug files can name the functions";
const SHARE: &str = "the share of runs that end well";

/// The fields of the program's events.
static EVENT_FIELDS: &[(If, Field)] = &[
    (
        If::Always,
        field(
            "event_id",
            "a random number of this event",
            "9f3c0e7b41d84ea6a1f2b6c5d4e3f2a1",
            PROTOCOL,
        ),
    ),
    (
        If::Always,
        field("timestamp", "when it happened", "1764000000.5", PROTOCOL),
    ),
    (If::Always, field("platform", "always the same", "native", PROTOCOL)),
    (
        If::Always,
        field("sdk.name", "this crate", "opt-in-telemetry", PROTOCOL),
    ),
    (If::Always, field("sdk.version", "its version", "0.1.0", PROTOCOL)),
    (
        If::Always,
        field(
            "sdk.settings.infer_ip",
            "asks the server not to keep the address it was called from",
            "never",
            "an address identifies",
        ),
    ),
    (
        If::Always,
        field(
            "server_name",
            "always the same",
            "none",
            "left out, servers put an address in its place",
        ),
    ),
    (
        If::Always,
        field("level", "how bad it is", "fatal", "to see what is broken first"),
    ),
    (
        If::Always,
        field(
            "message",
            "what was used; every word was fixed when the program was compiled, but for what the program captures through `sentry`, which is scrubbed",
            "Start evaluate",
            "to know what is used",
        ),
    ),
    (
        If::Always,
        field(
            "fingerprint",
            "what makes two events the same",
            "telemetry.command",
            COUNT,
        ),
    ),
    (
        If::Always,
        field(
            "user.id",
            "a random number in a file of yours, the same each time: it links runs with each other, and with no name",
            "c9d0fb053cd54d0aa5e1c0d5a5d5d5d5",
            "to count users and not runs",
        ),
    ),
    (
        If::Always,
        field(
            "release",
            "the version of the program",
            "price-check@1.4.0",
            "to know which versions are used",
        ),
    ),
    (
        If::Always,
        field(
            "environment",
            "whether it is a released build",
            "production",
            "to leave out what developers do",
        ),
    ),
    (If::Dist, field("dist", "which build of the version", "musl", VERSIONS)),
    (
        If::Always,
        field(
            "tags.command",
            "which command it is, or which was active when it happened",
            "evaluate",
            "to know what is used, and what is broken",
        ),
    ),
    (
        If::Tags,
        field(
            "tags.*",
            "the tags that are listed with the events: each one word of a fixed set",
            "pretty-json",
            "to know which features are used",
        ),
    ),
    (
        If::Sampled,
        field(
            "tags.sample",
            "which share of the users sends anything",
            "0.1",
            "to scale the counts",
        ),
    ),
    (
        If::Always,
        field("contexts.runtime.name", "always the same", "rustc", PROTOCOL),
    ),
    (
        If::Always,
        field(
            "contexts.runtime.version",
            "the compiler that made the program",
            "1.95.0",
            VERSIONS,
        ),
    ),
    (
        If::Always,
        field("contexts.os.name", "the system, from a closed list", "Debian", SYSTEMS),
    ),
    (
        If::Always,
        field(
            "contexts.os.version",
            "its version, at most `major.minor`",
            "12",
            SYSTEMS,
        ),
    ),
    (
        If::Always,
        field("contexts.device.arch", "the kind of processor", "x86_64", SYSTEMS),
    ),
    (
        If::Always,
        field("contexts.app.app_name", "the program's name", "price-check", PROTOCOL),
    ),
    (
        If::Always,
        field("contexts.app.app_version", "its version", "1.4.0", PROTOCOL),
    ),
    (
        If::Always,
        field("contexts.*.type", "which of these it is", "os", PROTOCOL),
    ),
    (
        If::Always,
        field(
            "modules.*",
            "the libraries in the program, and their versions",
            "clap 4.6.9",
            "some faults are those of libraries",
        ),
    ),
    (
        If::Always,
        field(
            "exception.values.type",
            "`panic`, the type of an error, or the fault that ended the program",
            "std::io::Error",
            "to see what is broken",
        ),
    ),
    (
        If::Always,
        field(
            "exception.values.value",
            "its text, scrubbed of what looks private; withheld where the program does so",
            "no price for <path>",
            "to see what is broken",
        ),
    ),
    (
        If::Always,
        field("exception.values.mechanism.type", "how it was found", "panic", PROTOCOL),
    ),
    (
        If::Always,
        field(
            "exception.values.mechanism.handled",
            "whether the program went on",
            "false",
            PROTOCOL,
        ),
    ),
    (
        If::Always,
        field(
            "exception.values.stacktrace.frames.function",
            "a function of the traceback",
            "price_check::evaluate",
            FIND,
        ),
    ),
    (
        If::Always,
        field(
            "exception.values.stacktrace.frames.module",
            "the module that it is in",
            "price_check",
            FIND,
        ),
    ),
    (
        If::Always,
        field(
            "exception.values.stacktrace.frames.filename",
            "its file, from its package on",
            "src/main.rs",
            FIND,
        ),
    ),
    (
        If::Always,
        field(
            "exception.values.stacktrace.frames.lineno",
            "the line in it",
            "41",
            FIND,
        ),
    ),
    (
        If::Always,
        field(
            "exception.values.stacktrace.frames.colno",
            "the column in it",
            "9",
            FIND,
        ),
    ),
    (
        If::Always,
        field(
            "exception.values.stacktrace.frames.in_app",
            "whether it is the program's own",
            "true",
            FIND,
        ),
    ),
    (
        If::Sources,
        field(
            "exception.values.stacktrace.frames.context_line",
            "the line itself, of the program's own source",
            "let price = prices[day];",
            FIND,
        ),
    ),
    (
        If::Sources,
        field(
            "exception.values.stacktrace.frames.pre_context",
            "five lines before it",
            "for day in days {",
            FIND,
        ),
    ),
    (
        If::Sources,
        field(
            "exception.values.stacktrace.frames.post_context",
            "five lines after it",
            "}",
            FIND,
        ),
    ),
    (
        If::Images,
        field(
            "exception.values.stacktrace.frames.instruction_addr",
            "where in the memory of this one run the function lay",
            "0x5581c3a4f2d0",
            NAMES,
        ),
    ),
    (
        If::Images,
        field(
            "exception.values.stacktrace.instruction_addr_adjustment",
            "what such an address is",
            "all",
            NAMES,
        ),
    ),
    (
        If::Images,
        field(
            "debug_meta.images",
            "the names, without directories, and ids of the program's files, and where in memory they lay",
            "price-check",
            NAMES,
        ),
    ),
];

/// The fields of a session, and of a report of what was lost.
pub(crate) static SESSION_FIELDS: &[Field] = &[
    field(
        "session: sid",
        "a random number of this run",
        "5d1c9d0fb05d4d0aa5e1c0d5a5d5d5d5",
        PROTOCOL,
    ),
    field(
        "session: did",
        "the same as `user.id`",
        "c9d0fb053cd54d0aa5e1c0d5a5d5d5d5",
        "to count users and not runs",
    ),
    field("session: init", "that it is told for the first time", "true", PROTOCOL),
    field("session: started", "when the run began", "2026-11-27T12:00:00Z", SHARE),
    field("session: timestamp", "when it ended", "2026-11-27T12:00:03Z", SHARE),
    field("session: duration", "how long it took, in seconds", "3.1", SHARE),
    field("session: status", "how it ended", "exited", SHARE),
    field("session: errors", "how many errors there were", "0", SHARE),
    field(
        "session: attrs.release",
        "the version of the program",
        "price-check@1.4.0",
        SHARE,
    ),
    field(
        "session: attrs.environment",
        "whether it is a released build",
        "production",
        SHARE,
    ),
    field(
        "client report: timestamp",
        "when it was made",
        "2026-11-27T12:00:03Z",
        PROTOCOL,
    ),
    field(
        "client report: discarded_events.reason",
        "why something was lost",
        "cache_overflow",
        "so that the numbers can be trusted",
    ),
    field(
        "client report: discarded_events.category",
        "what was lost",
        "error",
        "so that the numbers can be trusted",
    ),
    field(
        "client report: discarded_events.quantity",
        "how often",
        "3",
        "so that the numbers can be trusted",
    ),
    field(
        "envelope: dsn",
        "the address of the server, with the program's key",
        "https://key@example.org/1",
        PROTOCOL,
    ),
    field(
        "envelope: sent_at",
        "when it was sent",
        "2026-11-27T12:00:04Z",
        "so that the server can mend a wrong clock",
    ),
];

/// Those that this program can send.
pub(crate) fn of(app: &App) -> Vec<Field> {
    let has_tags = !app.tags.is_empty() || crate::registry::command::all().any(|command| !command.tags.is_empty());
    let is_there = |when: If| match when {
        If::Always => true,
        If::Dist => app.dist.is_some(),
        If::Sampled => app.sample.is_some(),
        If::Tags => has_tags,
        If::Sources => app.sources.is_some(),
        If::Images => cfg!(feature = "debug-images"),
    };
    let of_events = EVENT_FIELDS
        .iter()
        .filter(|(when, _)| is_there(*when))
        .map(|(_, field)| *field);
    of_events.chain(SESSION_FIELDS.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::note::Note;
    use crate::event::{message, panic};
    use crate::model::app::Package;
    use crate::model::tag::Key;
    use crate::privacy::allow_list::{self, Origin};
    use sentry::protocol::{Frame, Stacktrace};
    use serde_json::Value;
    use std::time::SystemTime;
    use uuid::Uuid;

    /// The paths of all that is no object or list.
    fn leaves(prefix: &str, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (key, value) in fields {
                    let path = if prefix.is_empty() {
                        key.clone()
                    } else {
                        format!("{prefix}.{key}")
                    };
                    leaves(&path, value, found);
                }
            }
            Value::Array(values) => values.iter().for_each(|value| leaves(prefix, value, found)),
            _ => found.push(prefix.to_owned()),
        }
    }

    /// Whether a field of the table is of this path: a star stands for one part.
    fn covers(field: &str, path: &str) -> bool {
        let (mut names, mut parts) = (field.split('.'), path.split('.'));
        loop {
            match (names.next(), parts.next()) {
                (None, None) => return true,
                (Some("*"), Some(_)) => {}
                // Of images all stands together.
                (None, Some(_)) => return field == "debug_meta.images",
                (Some(name), Some(part)) if name == part => {}
                _ => return false,
            }
        }
    }

    /// Events with all that they can have.
    fn fullest() -> [Value; 2] {
        static APP: App = App::new(Package {
            modules: &[("clap", "4.6.9")],
            ..Package::EXAMPLE
        })
        .dist("musl")
        .sample(0.5)
        .tags(&[Key::flag("simd")], &[|| "true"])
        .sources(Some("1"), "src/main.rs", || {
            &[("src/main.rs", "fn main() {\n    panic!()\n}\n")]
        });
        let frame = Frame {
            function: Some("snatch::main".into()),
            module: Some("snatch".into()),
            filename: Some("src/main.rs".into()),
            abs_path: Some("src/main.rs".into()),
            lineno: Some(2),
            colno: Some(5),
            in_app: Some(true),
            ..Frame::default()
        };
        let mut panic = panic::noted(&Note::unseen(None), &APP.package, Uuid::nil(), SystemTime::UNIX_EPOCH);
        if let Some(exception) = panic.exception.values.first_mut() {
            exception.stacktrace = Some(Stacktrace {
                frames: vec![frame],
                ..Stacktrace::default()
            });
        }
        let sent = |event| {
            allow_list::to_json(&allow_list::event(
                &APP,
                Some(Uuid::nil()),
                &APP.told(),
                Origin::Own,
                event,
            ))
        };
        [sent(&message::started(&APP)), sent(&panic)]
    }

    #[test]
    fn each_field_that_is_sent_is_in_the_table_and_none_besides() {
        let mut sent = Vec::new();
        for event in fullest() {
            leaves("", &event, &mut sent);
        }
        for path in &sent {
            assert!(
                EVENT_FIELDS.iter().any(|(_, field)| covers(field.name, path)),
                "{path} is in no table"
            );
        }
        for (when, field) in EVENT_FIELDS {
            let is_seen = sent.iter().any(|path| covers(field.name, path));
            // That a command is named, a process test sees: here there is none.
            let is_elsewhere = *when == If::Images || field.name == "tags.command";
            assert!(is_seen || is_elsewhere, "{} is never sent", field.name);
        }
    }

    #[test]
    fn a_session_and_a_report_have_their_fields() {
        let run = crate::storage::journal::run_journal::Recorded {
            path: std::path::PathBuf::new(),
            record: crate::model::run_record::Record::example(),
            marks: Vec::new(),
            last_life: crate::util::clock::millis(),
        };
        let session = crate::util::json::json_of(&crate::session::classify::session(&run).unwrap());
        let lost = crate::delivery::state::Lost {
            reason: "send_error".into(),
            category: "error".into(),
            quantity: 1,
        };
        let report = crate::delivery::client_report::envelope("https://key@example.org/1", &[lost]);
        let lines: Vec<Value> = report
            .split(|byte| *byte == b'\n')
            .filter_map(|line| serde_json::from_slice(line).ok())
            .collect();
        let mut sent = Vec::new();
        leaves("session: ", &session, &mut sent);
        leaves("client report: ", &lines[2], &mut sent);
        leaves("envelope: ", &lines[0], &mut sent);
        let mut sent: Vec<String> = sent.into_iter().map(|path| path.replace(": .", ": ")).collect();
        let mut known: Vec<String> = SESSION_FIELDS.iter().map(|field| field.name.to_owned()).collect();
        sent.sort();
        sent.dedup();
        known.sort();
        assert_eq!(sent, known);
    }
}
