//! The receiver over real sockets: what it takes, refuses, keeps, how it ails and how it ends.

use receiver::{Behaviour, Receiver, refused_dsn};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const SOON: Duration = Duration::from_secs(5);
/// Long enough to see that nothing comes.
const MOMENT: Duration = Duration::from_millis(150);

/// A client with one connection and no opinions.
struct Client {
    stream: TcpStream,
    key: String,
}

impl Client {
    fn to(dsn: &str) -> Self {
        let (key, rest) = dsn.strip_prefix("http://").unwrap().split_once('@').unwrap();
        let stream = TcpStream::connect(rest.split_once('/').unwrap().0).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        Self {
            stream,
            key: key.to_owned(),
        }
    }

    fn write(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).unwrap();
    }

    fn headers(&self) -> String {
        format!(
            "X-Sentry-Auth: Sentry sentry_key={}, sentry_version=7\r\nContent-Type: application/x-sentry-envelope\r\n",
            self.key
        )
    }

    fn post(&mut self, path: &str, headers: &str, body: &str) {
        self.write(&format!(
            "POST {path} HTTP/1.1\r\n{headers}Content-Length: {}\r\n\r\n{body}",
            body.len()
        ));
    }

    fn post_well(&mut self, body: &str) {
        self.post("/api/1/envelope/", &self.headers(), body);
    }

    /// The next answer: status, head and body.
    fn answer(&mut self) -> (u16, String, String) {
        let mut head = String::new();
        let mut byte = [0];
        while !head.ends_with("\r\n\r\n") {
            self.stream.read_exact(&mut byte).unwrap();
            head.push(byte[0].into());
        }
        let length = head
            .split("Content-Length: ")
            .nth(1)
            .unwrap()
            .split("\r\n")
            .next()
            .unwrap();
        let mut body = vec![0; length.parse().unwrap()];
        self.stream.read_exact(&mut body).unwrap();
        (head[9..12].parse().unwrap(), head, String::from_utf8(body).unwrap())
    }

    fn status(&mut self) -> u16 {
        self.answer().0
    }

    /// Whether the server has hung up.
    fn is_hung_up_on(&mut self) -> bool {
        match self.stream.read(&mut [0]) {
            Ok(length) => length == 0,
            Err(error) => error.kind() == ErrorKind::ConnectionReset,
        }
    }

    fn hears_nothing(&mut self) -> bool {
        self.stream.set_read_timeout(Some(MOMENT)).unwrap();
        let error = self.stream.read(&mut [0]).unwrap_err();
        matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut)
    }
}

/// An envelope with one client report, which no rule objects to. Its time is now, in the form that
/// both kinds of times allow.
fn envelope() -> String {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let sent_at = time::OffsetDateTime::from_unix_timestamp(now.cast_signed()).unwrap();
    let sent_at = sent_at.format(&time::format_description::well_known::Rfc3339).unwrap();
    format!(
        "{{\"sent_at\":\"{sent_at}\"}}\n{{\"type\":\"client_report\"}}\n{{\"timestamp\":{now},\"discarded_events\":\
         [{{\"reason\":\"cache_overflow\",\"category\":\"error\",\"quantity\":2}}]}}\n"
    )
}

/// An envelope with a minimal event, which breaks many rules but not the format.
fn event(id: &str) -> String {
    format!("{{\"event_id\":\"{id}\"}}\n{{\"type\":\"event\"}}\n{{\"event_id\":\"{id}\",\"message\":\"hello\"}}\n")
}

#[test]
fn a_good_envelope_is_kept_whole() {
    let receiver = Receiver::start();
    let mut client = Client::to(&receiver.dsn());
    let body = envelope();
    client.post_well(&body);
    assert_eq!(client.answer().2, "{}");
    assert_eq!(receiver.protocol_errors(), Vec::<String>::new());
    let delivery = &receiver.received()[0];
    assert_eq!(
        (delivery.method.as_str(), delivery.path.as_str()),
        ("POST", "/api/1/envelope/")
    );
    assert_eq!(delivery.body, body.as_bytes());
    assert_eq!(delivery.header("content-type"), Some("application/x-sentry-envelope"));
    assert_eq!(delivery.status, Some(200));
    assert!(delivery.at.elapsed().unwrap() < SOON);
    assert_eq!(receiver.envelopes().len(), 1);
    let report = &receiver.client_reports()[0];
    assert_eq!(report["discarded_events"][0]["quantity"], 2);
    assert!(report.envelope["sent_at"].is_string());
}

#[test]
fn the_answer_names_the_event() {
    let receiver = Receiver::start();
    let mut client = Client::to(&receiver.dsn());
    client.post_well(&event("a1"));
    assert_eq!(client.answer().2, r#"{"id":"a1"}"#);
    assert_eq!(receiver.events()[0]["message"], "hello");
    assert!(
        receiver
            .protocol_errors()
            .iter()
            .any(|error| error.starts_with("request 1: event_id"))
    );
}

#[test]
fn one_connection_carries_many_requests_even_in_pieces() {
    let receiver = Receiver::start();
    let mut client = Client::to(&receiver.dsn());
    client.post_well(&envelope());
    client.post_well(&envelope());
    assert_eq!((client.status(), client.status()), (200, 200));
    let body = envelope();
    let (first, second) = body.split_at(20);
    let head = format!(
        "POST /api/1/envelope/ HTTP/1.1\r\n{}Transfer-Encoding: chunked\r\n\r\n",
        client.headers()
    );
    client.write(&format!(
        "{head}{:x}\r\n{first}\r\n{:X};x=y\r\n",
        first.len(),
        second.len()
    ));
    std::thread::sleep(Duration::from_millis(20));
    client.write(&format!("{second}\r\n0\r\n\r\n"));
    assert_eq!(client.status(), 200);
    client.write(&format!(
        "POST /api/1/envelope/ HTTP/1.1\r\n{}Expect: 100-continue\r\n",
        client.headers()
    ));
    client.write(&format!("Connection: close\r\nContent-Length: {}\r\n\r\n", body.len()));
    let mut go_on = [0; 25];
    client.stream.read_exact(&mut go_on).unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    client.write(&body);
    assert_eq!(client.status(), 200);
    assert!(client.is_hung_up_on(), "as it asked for");
    assert_eq!(receiver.received()[2].body, body.as_bytes());
    assert_eq!((receiver.received().len(), receiver.connections()), (4, 1));
    assert_eq!(receiver.protocol_errors(), Vec::<String>::new());
}

#[test]
fn what_a_real_server_refuses_is_refused_and_noted() {
    let receiver = Receiver::start();
    let mut client = Client::to(&receiver.dsn());
    let good = client.headers();
    let other_key = good.replace(&client.key, "0123456789abcdef0123456789abcdef");
    let secret = good.replace("sentry_version=7", "sentry_version=7, sentry_secret=s");
    let no_key = "Content-Type: application/x-sentry-envelope\r\n";
    for (path, headers, body, status) in [
        ("/api/1/envelope", good.as_str(), envelope().as_str(), 404),
        ("/api/1/store/", &good, &envelope(), 404),
        ("/api/2/envelope/", &good, &envelope(), 403),
        ("/api/1/envelope/", &other_key, &envelope(), 403),
        ("/api/1/envelope/", &secret, &envelope(), 403),
        ("/api/1/envelope/", no_key, &envelope(), 403),
        ("/api/1/envelope/", &good, "not an envelope", 400),
        ("/api/1/envelope/", &good, "", 400),
    ] {
        let before = receiver.protocol_errors().len();
        client.post(path, headers, body);
        assert_eq!(client.status(), status, "{path}");
        assert_eq!(receiver.protocol_errors().len(), before + 1, "{path}");
    }
    client.write(&format!("GET /api/1/envelope/ HTTP/1.1\r\n{good}\r\n"));
    assert_eq!(client.status(), 405);
    assert!(receiver.envelopes().is_empty());
    assert_eq!(receiver.received().len(), 9);
}

#[test]
fn a_missing_content_type_is_noted_though_accepted() {
    let receiver = Receiver::start();
    let mut client = Client::to(&receiver.dsn());
    let headers = client.headers().replace("application/x-sentry-envelope", "text/plain");
    client.post("/api/1/envelope/", &headers, &envelope());
    assert_eq!(client.status(), 200);
    let errors = receiver.protocol_errors();
    assert!(errors.len() == 1 && errors[0].contains("Content-Type"), "{errors:?}");
}

#[test]
fn broken_http_is_noted() {
    let receiver = Receiver::start();
    for (bytes, named) in [
        ("no http at all\r\n\r\n", "no HTTP"),
        ("POST / HTTP/1.1\r\nContent-Le", "middle of the head"),
        ("POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n123", "middle of the body"),
        ("POST / HTTP/1.1\r\nContent-Length: nine\r\n\r\n", "no number"),
        (
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc",
            "does not end where",
        ),
    ] {
        let count = receiver.protocol_errors().len();
        let mut client = Client::to(&receiver.dsn());
        client.write(bytes);
        client.stream.shutdown(std::net::Shutdown::Write).unwrap();
        let all = receiver
            .wait_for(|received| received.protocol_errors.len() > count, SOON)
            .unwrap()
            .protocol_errors;
        assert!(all[count].contains(named), "{all:?}");
        assert!(client.is_hung_up_on());
    }
    drop(Client::to(&receiver.dsn()));
    receiver.wait_until_quiet(MOMENT);
    assert_eq!(
        receiver.protocol_errors().len(),
        5,
        "a connection without a request is no mistake"
    );
}

#[test]
fn a_status_is_answered_with_its_headers_and_keeps_nothing() {
    let receiver = Receiver::start();
    let mut client = Client::to(&receiver.dsn());
    receiver.behave(Behaviour::status_with(429, &[("Retry-After", "60")]));
    client.post_well(&envelope());
    let (status, head, _) = client.answer();
    assert!(status == 429 && head.contains("\r\nRetry-After: 60\r\n"), "{head}");
    receiver.behave(Behaviour::status(503));
    client.post_well(&envelope());
    assert_eq!(client.status(), 503);
    assert!(receiver.envelopes().is_empty(), "nothing was accepted");
    assert_eq!(receiver.received().len(), 2);
    receiver.behave(Behaviour::Healthy);
    client.post_well(&envelope());
    assert_eq!(client.status(), 200);
    assert_eq!(receiver.envelopes().len(), 1);
}

#[test]
fn a_black_hole_takes_all_and_says_nothing() {
    let receiver = Receiver::start();
    receiver.behave(Behaviour::Hang);
    let mut client = Client::to(&receiver.dsn());
    client.post_well(&envelope());
    assert!(client.hears_nothing());
    receiver.behave(Behaviour::Healthy);
    client.post_well(&envelope());
    assert!(client.hears_nothing(), "not even later");
    assert_eq!((receiver.received().len(), receiver.received()[0].status), (1, None));
    assert!(receiver.envelopes().is_empty());
}

#[test]
fn slow_and_rude_servers() {
    let receiver = Receiver::start();
    receiver.behave(Behaviour::Slow(MOMENT));
    let mut client = Client::to(&receiver.dsn());
    let start = Instant::now();
    client.post_well(&envelope());
    assert_eq!(client.status(), 200);
    assert!(start.elapsed() >= MOMENT);
    receiver.behave(Behaviour::Close);
    client.post_well(&envelope());
    assert!(client.is_hung_up_on());
    assert_eq!((receiver.received().len(), receiver.envelopes().len()), (2, 1));
}

#[test]
fn waiting_ends_with_what_was_waited_for_or_with_a_list_of_what_came() {
    let receiver = Receiver::start();
    let dsn = receiver.dsn();
    let late = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(50));
        let mut client = Client::to(&dsn);
        client.post_well(&event("a1"));
        client.status()
    });
    let so_far = receiver
        .wait_for(|received| received.events().len() == 1, SOON)
        .unwrap();
    assert_eq!(so_far.events()[0]["event_id"], "a1");
    assert_eq!(late.join().unwrap(), 200);
    let missing = receiver
        .wait_for(|received| received.events().len() == 2, Duration::from_millis(30))
        .unwrap_err();
    let text = format!("{missing:?}");
    assert!(
        text.contains("POST /api/1/envelope/") && text.contains("`hello`"),
        "{text}"
    );
    assert!(text.contains("protocol error: request 1: "), "{text}");
}

#[test]
fn dropping_it_hangs_up_on_everybody_at_once() {
    let receiver = Receiver::start();
    let dsn = receiver.dsn();
    let mut idle = Client::to(&dsn);
    receiver.wait_for(|received| received.connections == 1, SOON).unwrap();
    let mut swallowed = Client::to(&dsn);
    receiver.behave(Behaviour::Hang);
    swallowed.post_well(&envelope());
    receiver
        .wait_for(|received| received.deliveries.len() == 1, SOON)
        .unwrap();
    receiver.behave(Behaviour::Slow(Duration::from_secs(3600)));
    let mut slow = Client::to(&dsn);
    slow.post_well(&envelope());
    receiver.wait_for(|received| received.connections == 3, SOON).unwrap();
    let start = Instant::now();
    drop(receiver);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert!(idle.is_hung_up_on() && swallowed.is_hung_up_on() && slow.is_hung_up_on());
    let address = dsn.split('@').nth(1).unwrap().split('/').next().unwrap();
    assert_eq!(
        TcpStream::connect(address).unwrap_err().kind(),
        ErrorKind::ConnectionRefused
    );
}

#[test]
fn a_server_that_was_absent_can_come() {
    let dsn = refused_dsn();
    let receiver = Receiver::start_at(&dsn).unwrap();
    assert_eq!(receiver.dsn(), dsn);
    assert!(Receiver::start_at(&dsn).is_err(), "the port is taken");
    drop(receiver);
    let receiver = Receiver::start_at(&dsn).unwrap();
    let mut client = Client::to(&dsn);
    client.post_well(&envelope());
    assert_eq!(client.status(), 200);
    assert_eq!(receiver.envelopes().len(), 1);
    assert!(Receiver::start_at("https://key@example.com/1").is_err());
}
