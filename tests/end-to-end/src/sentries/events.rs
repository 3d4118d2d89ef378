//! Events of all kinds, and what stands in them.

use sentry::protocol::{
    Attachment, Breadcrumb, Context, Event, Exception, Frame, Level, Request, Stacktrace, Transaction, User, Value,
};
use sentry::{Envelope, Hub};
use std::io;
use std::path::Path;

pub(super) const ACTIONS: &[(&str, fn())] = &[
    ("message", || {
        sentry::capture_message("the prices are old", Level::Warning);
    }),
    ("debug", || {
        sentry::capture_message("a detail", Level::Debug);
    }),
    ("error", || {
        sentry::capture_error(&Outer(io::Error::other("no prices")));
    }),
    ("canaries", canaries),
    ("traceback", traceback),
    ("other-items", other_items),
];

#[derive(Debug)]
struct Outer(io::Error);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("cannot evaluate")
    }
}

impl std::error::Error for Outer {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

/// What the test plants in the environment: it is nowhere else.
fn canary() -> String {
    std::env::var("CANARY").unwrap_or_default()
}

fn text(what: &str) -> String {
    let home = std::env::var("HOME").unwrap_or_default();
    let user = std::env::var("USER").unwrap_or_default();
    format!(
        "cannot {what} {home}/prices.csv or /{0}/prices.csv of {user} for {user}@example.org as https://{user}:{0}@example.org/?token={0} says",
        canary()
    )
}

/// The program tells `sentry` all that it can be told.
fn canaries() {
    let values = || [("key".to_owned(), Value::from(canary()))].into_iter().collect();
    sentry::configure_scope(|scope| {
        scope.set_tag("key", canary());
        scope.set_tag(&canary(), "value");
        scope.set_tag("command", canary());
        scope.set_extra("key", canary().into());
        scope.set_context(&canary(), Context::Other(values()));
        scope.set_transaction(Some(&canary()));
        scope.set_fingerprint(Some(&[&canary()]));
        scope.set_user(Some(User {
            id: Some(canary()),
            email: Some(format!("{}@example.org", canary())),
            username: Some(canary()),
            ip_address: Some("192.0.2.47".parse().expect("an address")),
            ..User::default()
        }));
        scope.add_attachment(Attachment {
            buffer: canary().into_bytes(),
            filename: canary(),
            ..Attachment::default()
        });
    });
    sentry::add_breadcrumb(Breadcrumb {
        message: Some(canary()),
        ..Breadcrumb::default()
    });
    sentry::capture_message(&text("open"), Level::Error);
    sentry::capture_error(&Outer(io::Error::other(text("read"))));
    sentry::capture_event(Event {
        message: Some(text("close")),
        logger: Some(canary()),
        culprit: Some(canary()),
        server_name: Some(canary().into()),
        release: Some(canary().into()),
        environment: Some(canary().into()),
        dist: Some(canary().into()),
        platform: canary().into(),
        transaction: Some(canary()),
        fingerprint: vec![canary().into()].into(),
        modules: [(canary(), canary())].into_iter().collect(),
        extra: values(),
        request: Some(Request {
            url: "https://example.org/".parse().ok(),
            query_string: Some(canary()),
            ..Request::default()
        }),
        exception: vec![Exception {
            ty: format!("/{}/prices.csv", canary()),
            value: Some(text("write")),
            module: Some(canary()),
            stacktrace: Some(frames()),
            ..Exception::default()
        }]
        .into(),
        ..Event::default()
    });
}

/// As `sentry-backtrace` makes them in a debug build: with the absolute path of each file, and
/// lines of it.
fn frames() -> Stacktrace {
    let frame = |path: &Path, function: &str, line| Frame {
        function: Some(function.to_owned()),
        filename: path.file_name().map(|name| name.to_string_lossy().into_owned()),
        abs_path: Some(path.to_string_lossy().into_owned()),
        lineno: Some(line),
        context_line: Some(canary()),
        pre_context: vec![canary()],
        vars: [("key".to_owned(), Value::from(canary()))].into_iter().collect(),
        package: Some(canary()),
        ..Frame::default()
    };
    let home = std::env::var("HOME").unwrap_or_default();
    let home = Path::new(&home);
    let registry = home.join(".cargo/registry/src/index-1949/serde-1.0.2/src/de.rs");
    Stacktrace {
        frames: vec![
            frame(&home.join("code/snatch/src/main.rs"), "end_sentry::main", 3),
            frame(&registry, "serde::de::Error::custom", 7),
        ],
        ..Stacktrace::default()
    }
}

fn traceback() {
    let exception = |ty: &str| Exception {
        ty: ty.to_owned(),
        value: Some("no prices".to_owned()),
        stacktrace: Some(frames()),
        ..Exception::default()
    };
    sentry::capture_event(Event {
        exception: vec![exception("NoPrices")].into(),
        level: Level::Error,
        ..Event::default()
    });
}

/// What else an envelope may hold.
fn other_items() {
    let Some(client) = Hub::current().client() else { return };
    let mut envelope = Envelope::new();
    envelope.add_item(Transaction {
        name: Some("transaction".to_owned()),
        ..Transaction::default()
    });
    envelope.add_item(Attachment {
        buffer: b"attachment".to_vec(),
        filename: "attachment".to_owned(),
        ..Attachment::default()
    });
    client.send_envelope(envelope);
    let raw = Envelope::from_bytes_raw(b"{}\n{\"type\":\"event\"}\n{\"message\":\"raw\"}".to_vec());
    client.send_envelope(raw.expect("an envelope"));
    // Nothing of it would be left.
    sentry::capture_event(Event::default());
}
