//! What the program tells the `sentry` crate.

use crate::{Failure, private};
use sentry::protocol::{
    Attachment, Breadcrumb, Context, Event, Exception, Frame, Level, LogEntry, Map, Mechanism, Request, Stacktrace,
    TemplateInfo, Thread, User, Value,
};

fn values(key: &str, value: &str) -> Map<String, Value> {
    Map::from([(key.to_owned(), Value::from(value)), ("nested".to_owned(), Value::from(vec![value]))])
}

fn own(word: &str) -> Option<String> {
    Some(word.to_owned())
}

pub(crate) fn told() {
    sentry::configure_scope(|scope| {
        scope.set_tag("key", "zqscopetagkx");
        scope.set_tag("zqscopetagnamekx", "value");
        scope.set_tag("command", "zqscopecommandkx");
        scope.set_extra("zqscopeextranamekx", "zqscopeextrakx".into());
        scope.set_context("zqscopecontextnamekx", Context::Other(values("zqscopekeykx", "zqscopecontextkx")));
        scope.set_transaction(Some("zqscopetransactionkx"));
        scope.set_fingerprint(Some(&["zqscopefingerprintkx"]));
        scope.set_user(Some(User {
            id: own("zqscopeidkx"),
            email: own("zqscopemailkx@example.org"),
            username: own("zqscopeuserkx"),
            ip_address: "192.0.2.47".parse().ok(),
            other: values("zqscopeotherkx", "zqscopeothervaluekx"),
        }));
        scope.add_attachment(Attachment {
            buffer: b"zqattachmentkx".to_vec(),
            filename: "zqattachmentnamekx".to_owned(),
            ..Attachment::default()
        });
    });
    sentry::add_breadcrumb(Breadcrumb {
        category: own("zqcategorykx"),
        message: own("zqbreadcrumbkx"),
        data: values("zqcrumbkeykx", "zqcrumbvaluekx"),
        ..Breadcrumb::default()
    });
    sentry::capture_message(&private("zqmessagekx"), Level::Error);
    sentry::capture_error(&Failure::because_of("zqtoldkx", Failure::new("zqtoldsourcekx")));
    sentry::capture_event(event());
}

fn frame() -> Frame {
    Frame {
        function: own("snatch::evaluate"),
        symbol: own("zqsymbolkx"),
        package: own("/usr/lib/zqpackagekx.so"),
        filename: own("main.rs"),
        abs_path: own("/home/zqframekx/snatch/src/main.rs"),
        pre_context: vec!["zqprecontextkx".into()],
        context_line: own("zqcontextlinekx"),
        post_context: vec!["zqpostcontextkx".into()],
        vars: values("zqvariablekx", "zqvariablevaluekx"),
        ..Frame::default()
    }
}

fn trace() -> Option<Stacktrace> {
    Some(Stacktrace {
        frames: vec![frame()],
        ..Stacktrace::default()
    })
}

fn event() -> Event<'static> {
    Event {
        message: Some(private("zqeventkx")),
        logger: own("zqloggerkx"),
        culprit: own("zqculpritkx"),
        transaction: own("zqtransactionkx"),
        server_name: Some("zqservernamekx".into()),
        release: Some("zqreleasekx".into()),
        environment: Some("zqenvironmentkx".into()),
        dist: Some("zqdistkx".into()),
        platform: "zqplatformkx".into(),
        fingerprint: vec!["zqfingerprintkx".into()].into(),
        modules: [("zqpackagenamekx".to_owned(), "zqversionkx".to_owned())].into(),
        tags: [("zqtagnamekx".to_owned(), "zqtagkx".to_owned())].into(),
        extra: values("zqextranamekx", "zqextrakx"),
        contexts: [("zqcontextnamekx".to_owned(), Context::Other(values("zqcontextkeykx", "zqcontextkx")))].into(),
        logentry: Some(LogEntry {
            message: "zqlogentrykx".into(),
            params: vec!["zqparamkx".into()],
        }),
        request: Some(Request {
            url: "https://zqrequestkx.example/".parse().ok(),
            data: own("zqrequestdatakx"),
            query_string: own("zqquerykx"),
            cookies: own("zqcookiekx"),
            headers: [("zqheadernamekx".to_owned(), "zqheaderkx".to_owned())].into(),
            env: [("zqenvnamekx".to_owned(), "zqenvkx".to_owned())].into(),
            ..Request::default()
        }),
        template: Some(TemplateInfo {
            filename: own("zqtemplatekx"),
            ..TemplateInfo::default()
        }),
        threads: vec![Thread {
            name: own("zqthreadnamekx"),
            stacktrace: trace(),
            ..Thread::default()
        }]
        .into(),
        stacktrace: trace(),
        exception: vec![Exception {
            ty: "/srv/zqtypekx/x".into(),
            value: Some(private("zqvaluekx")),
            module: own("zqexceptionmodulekx"),
            stacktrace: trace(),
            raw_stacktrace: trace(),
            mechanism: Some(Mechanism {
                ty: "zqmechanismkx".into(),
                description: own("zqdescriptionkx"),
                data: values("zqmechanismkeykx", "zqmechanismvaluekx"),
                ..Mechanism::default()
            }),
            ..Exception::default()
        }]
        .into(),
        ..Event::default()
    }
}
