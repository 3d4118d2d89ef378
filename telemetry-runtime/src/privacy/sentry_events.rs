//! Captured events: those that the program makes through the `sentry` crate. The runtime trusts
//! nothing in them and makes each anew.
//!
//! What is left is the level, the message, the errors with their stack traces, and the id, by which
//! the program may speak of it. All texts are free text. Tags, fingerprint, extra, breadcrumbs,
//! user, request, contexts, logger, transaction and the rest are not read at all.

use super::allow_list;
use super::scrub::{self, Scrubber};
use crate::event::stacktrace::{is_own, readable};
use crate::event::types::{Event, Exception, Frame, Level, MOST_FRAMES, Mechanism, Stacktrace};
use crate::model::app::{App, Messages};
use crate::registry::command;
use crate::util::json::map;
use crate::util::source_path::is_absolute;
use sentry::protocol as theirs;
use std::time::SystemTime;

/// The longest name of a function, a module or a file, in bytes.
const LONGEST_NAME: usize = 400;
/// The name for an unknown type of an error.
const ERROR: &str = "Error";

/// The extensions of sources, of which a frame names the whole path.
const SOURCES: [&str; 8] = ["rs", "c", "cc", "cpp", "h", "hpp", "s", "S"];

/// The event as we would have made it. The texts of exceptions are left to the allow-list.
pub(crate) fn event(app: &App, raw: &theirs::Event<'_>) -> Event {
    let scrubber = allow_list::scrubber();
    let message = raw.message.as_deref().map(|message| match app.messages {
        Messages::Scrubbed => scrubber.scrub(message),
        Messages::Withheld => scrub::withheld(message),
    });
    let mut frames_left = MOST_FRAMES;
    // The last one is the outermost, whose stack trace matters most.
    let exceptions = raw.exception.values.iter().rev().map(|raw| Exception {
        ty: kind(app, &scrubber, &raw.ty),
        value: raw.value.clone(),
        stacktrace: raw
            .stacktrace
            .as_ref()
            .and_then(|raw| stacktrace(app, &scrubber, raw, &mut frames_left)),
        mechanism: Some(Mechanism {
            ty: "sentry",
            handled: raw.mechanism.as_ref().and_then(|raw| raw.handled),
        }),
    });
    let mut exceptions: Vec<Exception> = exceptions.take(allow_list::MOST_EXCEPTIONS).collect();
    exceptions.reverse();
    let command = command::last_active().map(|command| ("command".to_owned(), command.to_owned()));
    let level = match raw.level {
        theirs::Level::Debug => Level::Debug,
        theirs::Level::Info => Level::Info,
        theirs::Level::Warning => Level::Warning,
        theirs::Level::Error => Level::Error,
        theirs::Level::Fatal => Level::Fatal,
    };
    Event {
        message,
        exceptions,
        tags: map(command),
        ..Event::at(level, raw.event_id, SystemTime::now())
    }
}

/// The type of an error. `sentry` takes the first word of what the error's `Debug` prints for it:
/// often the type's name, and with an error of a library such as `anyhow` the first word of a
/// message.
fn kind(app: &App, scrubber: &Scrubber, raw: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '<' | '>' | ',');
    let begins = raw.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
    let is_kind = begins && raw.len() <= LONGEST_NAME && raw.chars().all(is_name);
    if is_kind && app.messages == Messages::Scrubbed && scrubber.scrub(raw) == raw {
        raw.to_owned()
    } else {
        ERROR.to_owned()
    }
}

/// Its innermost frames, as many as are left for all stack traces of the event.
fn stacktrace(app: &App, scrubber: &Scrubber, raw: &theirs::Stacktrace, left: &mut usize) -> Option<Stacktrace> {
    let kept = raw.frames.len().min(*left);
    *left -= kept;
    let frames = raw.frames.iter().skip(raw.frames.len() - kept);
    let frames: Vec<Frame> = frames.map(|raw| frame(app, scrubber, raw)).collect();
    (!frames.is_empty()).then_some(Stacktrace { frames })
}

fn frame(app: &App, scrubber: &Scrubber, raw: &theirs::Frame) -> Frame {
    let name = |raw: &Option<String>| raw.as_deref().and_then(|raw| symbol(scrubber, raw));
    let function = name(&raw.function);
    let own = || function.as_deref().map(|function| is_own(function, &app.package));
    let number = |raw: Option<u64>| raw.filter(|raw| u32::try_from(*raw).is_ok());
    Frame {
        filename: file(scrubber, raw),
        lineno: number(raw.lineno),
        colno: number(raw.colno),
        in_app: raw.in_app.or_else(own),
        module: name(&raw.module),
        function,
        ..Frame::default()
    }
}

/// The name of a function or a module, if it can be one.
fn symbol(scrubber: &Scrubber, raw: &str) -> Option<String> {
    let is_symbol = |c: char| c.is_alphanumeric() || " _:<>,&*()[]{}'#$;=+-.!?".contains(c);
    (raw.len() <= LONGEST_NAME && raw.chars().all(is_symbol)).then(|| scrubber.scrub(raw))
}

/// The file, from the root of its package on. `sentry` gives the last component as its name, and
/// the whole path beside it.
fn file(scrubber: &Scrubber, raw: &theirs::Frame) -> Option<String> {
    let name = raw.filename.as_deref();
    let path = raw.abs_path.as_deref().filter(|path| is_absolute(path));
    let is_base = |name: &str| !name.contains(['/', '\\']);
    let file = path.filter(|_| name.is_none_or(is_base)).or(name)?;
    let file = readable(file);
    (!file.is_empty() && file.len() <= LONGEST_NAME).then(|| match file.rsplit_once('.') {
        // The scrubber would take the whole for a path of the user's.
        Some((_, extension)) if SOURCES.contains(&extension) => {
            let names: Vec<_> = file.split('/').map(|name| scrubber.scrub(name)).collect();
            names.join("/")
        }
        _ => scrubber.scrub(&file),
    })
}

#[cfg(test)]
mod planted;

#[cfg(test)]
mod tests {
    use super::super::allow_list;
    use super::*;
    use crate::model::app::Package;
    use crate::util::json::json_of;
    use sentry::protocol::{
        Event, Exception, Frame, Level, LogEntry, Map, Mechanism, Request, Stacktrace, User, Value,
    };
    use std::borrow::Cow;

    static SCRUBBED: App = app();
    static WITHHELD: App = app().messages(Messages::Withheld);

    const fn app() -> App {
        App::new(Package::EXAMPLE)
    }

    fn sent(app: &App, raw: &Event<'_>) -> Value {
        json_of(&allow_list::event(app, None, &Vec::new(), &event(app, raw)))
    }

    fn of_error(ty: &str, value: &str, frames: Vec<Frame>) -> Event<'static> {
        let exception = Exception {
            ty: ty.to_owned(),
            value: Some(value.to_owned()),
            stacktrace: Stacktrace::from_frames_reversed(frames),
            ..Exception::default()
        };
        Event {
            exception: vec![exception].into(),
            ..Event::default()
        }
    }

    fn in_file(name: &str, path: &str) -> Frame {
        Frame {
            filename: Some(name.to_owned()),
            abs_path: Some(path.to_owned()),
            ..Frame::default()
        }
    }

    /// Everything that the protocol has a place for.
    fn planted() -> Event<'static> {
        let canary = || "canary".to_owned();
        let values = || Map::from([(canary(), Value::from("canary"))]);
        let frame = Frame {
            function: Some("snatch::buy".to_owned()),
            symbol: Some(canary()),
            package: Some(canary()),
            context_line: Some(canary()),
            pre_context: vec![canary()],
            post_context: vec![canary()],
            vars: values(),
            lineno: Some(4_111_111_111_111_111),
            ..in_file("trade.rs", "/srv/canary/src/trade.rs")
        };
        let mut event = of_error("canary: of", "no prices", vec![frame]);
        event.exception.values[0].module = Some(canary());
        event.exception.values[0].mechanism = Some(Mechanism {
            ty: canary(),
            description: Some(canary()),
            data: values(),
            handled: Some(true),
            ..Mechanism::default()
        });
        Event {
            level: Level::Warning,
            fingerprint: vec![Cow::Borrowed("canary")].into(),
            culprit: Some(canary()),
            transaction: Some(canary()),
            logentry: Some(LogEntry {
                message: canary(),
                params: vec![],
            }),
            logger: Some(canary()),
            platform: "canary".into(),
            release: Some("canary".into()),
            dist: Some("canary".into()),
            environment: Some("canary".into()),
            server_name: Some("canary".into()),
            user: Some(User {
                username: Some(canary()),
                ..User::default()
            }),
            request: Some(Request {
                data: Some(canary()),
                ..Request::default()
            }),
            tags: Map::from([(canary(), canary()), ("command".to_owned(), canary())]),
            extra: values(),
            modules: Map::from([(canary(), canary())]),
            stacktrace: Stacktrace::from_frames_reversed(vec![in_file("canary", "/canary")]),
            ..event
        }
    }

    #[test]
    fn only_what_is_named_is_read() {
        let sent = sent(&SCRUBBED, &planted());
        assert!(!sent.to_string().contains("canary"), "{sent}");
        assert!(!sent.to_string().contains("4111"), "{sent}");
        assert_eq!(
            (&sent["level"], &sent["release"]),
            (&"warning".into(), &"snatch@1.2.3".into())
        );
        let exception = &sent["exception"]["values"][0];
        assert_eq!(
            (&exception["type"], &exception["value"]),
            (&ERROR.into(), &"no prices".into())
        );
        let expected = serde_json::json!({ "type": "sentry", "handled": true });
        assert_eq!(exception["mechanism"], expected);
        let expected = serde_json::json!([{ "function": "snatch::buy", "filename": "src/trade.rs", "in_app": true }]);
        assert_eq!(exception["stacktrace"]["frames"], expected);
    }

    #[test]
    fn the_id_stays() {
        let raw = planted();
        assert_eq!(sent(&SCRUBBED, &raw)["event_id"], raw.event_id.simple().to_string());
    }

    #[test]
    fn a_message_is_free_text() {
        let raw = Event {
            message: Some("cannot open /srv/taxes/2024.csv".to_owned()),
            ..Event::default()
        };
        assert_eq!(sent(&SCRUBBED, &raw)["message"], "cannot open <path>.csv");
        assert_eq!(sent(&WITHHELD, &raw)["message"], scrub::withheld("a word"));
    }

    #[test]
    fn the_first_word_of_a_message_is_no_type() {
        let kind = |app, ty: &str| sent(app, &of_error(ty, "", vec![]))["exception"]["values"][0]["type"].clone();
        for ty in [
            "ParseIntError",
            "Os",
            "snatch::Error<u8>",
            "_Private",
            "SerdeJsonError",
            "reqwest::Error",
        ] {
            assert_eq!(kind(&SCRUBBED, ty), ty);
            assert_eq!(kind(&WITHHELD, ty), ERROR);
        }
        for text in [
            "",
            "/srv/taxes",
            "ada@example.org",
            "https://example.org",
            "\"quoted\"",
            "10.0.0.1",
            "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        ] {
            assert_eq!(kind(&SCRUBBED, text), ERROR, "{text}");
        }
    }

    #[test]
    fn names_of_functions_stay_as_they_are() {
        for name in [
            "<alloc::boxed::Box<F,A> as core::ops::function::FnOnce<Args>>::call_once",
            "snatch::main::{{closure}}",
            "<snatch::Coin as core::fmt::Display>::fmt",
            "core::ptr::drop_in_place<core::result::Result<(), snatch::Error>>",
            "std::sys::backtrace::__rust_begin_short_backtrace",
            "tokio::runtime::scheduler::current_thread::CurrentThread::block_on",
            "<impl FnOnce<()> for &dyn Fn() -> i32 + core::marker::Send>::call_once",
            "_start",
            "__libc_start_main@@GLIBC_2.34",
        ] {
            let expected = (!name.contains('@')).then(|| name.to_owned());
            assert_eq!(symbol(&Scrubber::default(), name), expected);
        }
        assert_eq!(symbol(&Scrubber::default(), "/srv/taxes"), None);
    }

    #[test]
    fn stack_traces_are_bounded_the_outermost_first() {
        let exception = |frames: usize| Exception {
            stacktrace: Stacktrace::from_frames_reversed(vec![Frame::default(); frames]),
            ..Exception::default()
        };
        let raw = Event {
            exception: vec![exception(9), exception(100), exception(200)].into(),
            ..Event::default()
        };
        let reduced = event(&SCRUBBED, &raw);
        let traces = reduced.exceptions.iter().map(|exception| exception.stacktrace.as_ref());
        let kept: Vec<_> = traces.map(|trace| trace.map(|trace| trace.frames.len())).collect();
        assert_eq!(kept, [None, Some(50), Some(200)]);
    }

    #[test]
    fn files_are_named_from_their_package_on() {
        let file = |name: &str, path: &str| file(&Scrubber::default(), &in_file(name, path)).unwrap_or_default();
        assert_eq!(file("main.rs", "/home/ada/snatch/src/main.rs"), "src/main.rs");
        assert_eq!(
            file("/home/ada/snatch/src/main.rs", "/home/ada/snatch/src/main.rs"),
            "src/main.rs"
        );
        assert_eq!(
            file("src/trade/mod.rs", "/home/ada/snatch/src/trade/mod.rs"),
            "src/trade/mod.rs"
        );
        assert_eq!(file("other.rs", "/home/ada/snatch/src/main.rs"), "src/main.rs");
        // Programs are compiled for one system on another.
        for path in [
            r"C:\Users\ada\snatch\src\trade\main.rs",
            r"\\?\C:\snatch\src\trade\main.rs",
            r"\\server\ada\snatch\src\trade\main.rs",
            "c:/snatch/src/trade/main.rs",
        ] {
            assert_eq!(file("main.rs", path), "src/trade/main.rs", "{path}");
        }
        assert_eq!(file("main.rs", "nonsense"), "main.rs");
        for source in ["csu/libc-start.c", "trade/out/prices.rs", "trade/mod.rs"] {
            assert_eq!(file(source, ""), source);
        }
        assert_eq!(file("clients/acme.csv", ""), "<path>.csv");
        assert_eq!(file("", ""), "");
        assert_eq!(
            file(
                "de.rs",
                "/home/ada/.cargo/registry/src/index-1949/serde-1.0.2/src/de.rs"
            ),
            "serde-1.0.2/src/de.rs"
        );
    }
}
