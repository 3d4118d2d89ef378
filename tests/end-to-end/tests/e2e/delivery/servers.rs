//! All servers that there are, in order and out of order, and what is to be said of each.

use end_to_end::Home;
use receiver::{Behaviour, Receiver, Then, refused_dsn};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::time::Duration;

/// What became of two envelopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fate {
    pub(super) sent: usize,
    pub(super) lost: usize,
    pub(super) kept: usize,
}

const SENT: Fate = Fate {
    sent: 2,
    lost: 0,
    kept: 0,
};
const LOST: Fate = Fate {
    sent: 0,
    lost: 2,
    kept: 0,
};
pub(super) const KEPT: Fate = Fate {
    sent: 0,
    lost: 0,
    kept: 2,
};

/// A server, and what is to be said of it.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) server: Server,
    pub(super) fate: Fate,
    /// In words for the user: what `flush` gives as reasons.
    pub(super) reasons: Vec<String>,
    /// How the last attempt went, as `status` says it.
    pub(super) last: String,
    /// What is held back, as `status` says it.
    pub(super) paused: Option<&'static str>,
}

impl Case {
    /// Then others say why it cannot be reached, or nobody does.
    pub(super) fn is_nowhere(&self) -> bool {
        matches!(self.server, Server::Nowhere(_))
    }
}

pub(super) enum Server {
    Receiver(Receiver),
    /// Nobody listens there.
    Refused(String),
    /// The connection is neither taken nor refused.
    Hole(Hole),
    /// Not on this machine, and nowhere else: a name and an address that are reserved for that.
    /// Some networks say so, and some do not.
    Nowhere(&'static str),
    /// It takes the connection, and never says a word about the encryption.
    Mute(TcpListener),
}

impl Server {
    /// What says where it is: a DSN for the environment, which is for this machine only, or one for
    /// the configuration file.
    pub(super) fn dsn(&self) -> Result<String, String> {
        match self {
            Self::Receiver(receiver) => Ok(receiver.dsn()),
            Self::Refused(dsn) => Ok(dsn.clone()),
            Self::Hole(hole) => Ok(hole.dsn()),
            Self::Nowhere(dsn) => Err((*dsn).to_owned()),
            Self::Mute(listener) => Err(format!("https://0123456789abcdef@localhost:{}/1", port(listener))),
        }
    }

    /// Writes the configuration file, with these lines too.
    pub(super) fn configure(&self, home: &Home, more: &str) {
        let dsn = self
            .dsn()
            .err()
            .map_or_else(String::new, |dsn| format!("  dsn: {dsn}\n"));
        home.write_config(format!("telemetry:\n  collect: true\n{more}{dsn}"));
    }

    /// The server is well again, where that can be; where nobody listened, one starts.
    pub(super) fn recover(self) -> Option<Receiver> {
        match self {
            Self::Receiver(receiver) => {
                receiver.behave(Behaviour::Healthy);
                Some(receiver)
            }
            Self::Refused(dsn) => Receiver::start_at(&dsn).ok(),
            Self::Hole(_) | Self::Nowhere(_) | Self::Mute(_) => None,
        }
    }
}

/// A port whose queue of connections is full: the kernel drops whatever more comes.
pub(super) struct Hole {
    listener: TcpListener,
    _waiting: Vec<TcpStream>,
}

impl Hole {
    fn new() -> Self {
        let listener = listen();
        // SAFETY: a plain system call.
        assert_eq!(unsafe { libc::listen(listener.as_raw_fd(), 0) }, 0);
        let address: SocketAddr = listener.local_addr().expect("an address");
        let mut waiting = Vec::new();
        while let Ok(stream) = TcpStream::connect_timeout(&address, Duration::from_millis(300)) {
            waiting.push(stream);
        }
        Self {
            listener,
            _waiting: waiting,
        }
    }

    fn dsn(&self) -> String {
        format!("http://0123456789abcdef@127.0.0.1:{}/1", port(&self.listener))
    }
}

fn listen() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port")
}

fn port(listener: &TcpListener) -> u16 {
    listener.local_addr().expect("an address").port()
}

pub(super) const IN_TIME: &str = "the server did not answer in time";
const HUNG_UP: &str = "the server hung up before it answered";
const NO_HTTP: &str = "what the server answered is no HTTP";
const NOT_BEFORE: &str = "the server is not asked again before ";

fn case(name: &str, server: Server, fate: Fate, reasons: &[&str], last: &str) -> Case {
    Case {
        name: name.to_owned(),
        server,
        fate,
        reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect(),
        last: last.to_owned(),
        paused: (fate.kept > 0).then_some("everything"),
    }
}

fn that(behaviour: Behaviour) -> Server {
    let receiver = Receiver::start();
    receiver.behave(behaviour);
    Server::Receiver(receiver)
}

fn raw(bytes: &[u8], then: Then) -> Server {
    that(Behaviour::Raw(bytes.to_vec(), then))
}

/// Each of a port, or a name, of its own.
pub(super) fn all() -> Vec<Case> {
    let kept = |name: &str, server, why: &str| case(name, server, KEPT, &[why], why);
    let sent = |name: &str, behaviour| case(name, that(behaviour), SENT, &[], "sent");
    let half = b"HTTP/1.1 200 OK\r\nContent-Le";
    let mut cases = vec![
        sent("healthy", Behaviour::Healthy),
        sent("a little slow", Behaviour::Slow(Duration::from_millis(50))),
        sent(
            "hangs up in its answer",
            Behaviour::broken_off(100, "{\"id\":", Then::Close),
        ),
        sent("hangs in its answer", Behaviour::broken_off(100, "", Then::Hang)),
        sent(
            "ten megabytes",
            Behaviour::broken_off(10_000_000, &"x".repeat(10_000_000), Then::Close),
        ),
        kept("never answers", that(Behaviour::Hang), IN_TIME),
        kept(
            "answers much too late",
            that(Behaviour::Slow(Duration::from_secs(30))),
            IN_TIME,
        ),
        kept(
            "a byte a second",
            that(Behaviour::Drip(Duration::from_secs(1))),
            IN_TIME,
        ),
        kept("hangs before its answer is whole", raw(half, Then::Hang), IN_TIME),
        kept("never encrypts", Server::Mute(listen()), IN_TIME),
        kept("hangs up", that(Behaviour::Close), HUNG_UP),
        kept("hangs up before its answer is whole", raw(half, Then::Close), HUNG_UP),
        kept(
            "no HTTP at all",
            raw(b"\x15\x03\x01 not HTTP at all\r\n\r\n", Then::Close),
            NO_HTTP,
        ),
        kept(
            "a status that is none",
            raw(b"HTTP/1.1 abc\r\n\r\n", Then::Close),
            NO_HTTP,
        ),
        kept(
            "headers without end",
            raw(
                format!("HTTP/1.1 200 OK\r\nX-Long: {}", "x".repeat(10_000_000)).as_bytes(),
                Then::Close,
            ),
            NO_HTTP,
        ),
        kept(
            "nobody listens",
            Server::Refused(refused_dsn()),
            "the connection was refused",
        ),
        kept(
            "no such name",
            Server::Nowhere("https://0123456789abcdef@telemetry.invalid/1"),
            "no address was found for the server's name",
        ),
        kept(
            "no way",
            Server::Nowhere("https://0123456789abcdef@192.0.2.1/1"),
            "there is no way to the server",
        ),
    ];
    // Other systems have other ways with a queue that is full.
    if cfg!(target_os = "linux") {
        cases.push(kept("takes no connection", Server::Hole(Hole::new()), IN_TIME));
    }
    for status in [308, 400, 401, 403, 404, 413, 500, 503] {
        let why = format!("the server refused it with status {status}");
        cases.push(case(&why, that(Behaviour::status(status)), LOST, &[&why], &why));
    }
    let wait = "the server asked to wait";
    let limited = Behaviour::status_with(429, &[("Retry-After", "3600")]);
    let fate = Fate {
        sent: 0,
        lost: 1,
        kept: 1,
    };
    cases.push(case(wait, that(limited), fate, &[NOT_BEFORE, wait], wait));
    let limits = |of| Behaviour::status_with(200, &[("X-Sentry-Rate-Limits", of)]);
    let fate = Fate {
        sent: 1,
        lost: 0,
        kept: 1,
    };
    let everything = that(limits("3600::organization"));
    cases.push(case("takes no more", everything, fate, &[NOT_BEFORE], "sent"));
    let mut sessions = case(
        "takes no more sessions",
        that(limits("3600:session:key")),
        SENT,
        &[],
        "sent",
    );
    sessions.paused = Some("sessions");
    cases.push(sessions);
    cases
}
