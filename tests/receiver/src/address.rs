//! Where a receiver can be reached: its DSN, and an address where nobody listens.

use std::hash::{BuildHasher, RandomState};
use std::net::{Ipv4Addr, TcpListener};

/// A DSN on a loopback port on which nothing listens: connecting to it is refused at once.
///
/// [`Receiver::start_at`](crate::Receiver::start_at) can bring the server up there later. The port lies below the range from which
/// operating systems choose ports for others, so it stays free meanwhile.
///
/// # Panics
/// If none of a thousand ports is free.
pub fn refused_dsn() -> String {
    let free = (0..1000).map(|_| 20_000 + (random() % 12_000) as u16).find(|port| {
        // Asking is the only way to know; the listener is closed again at once.
        TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()
    });
    Address {
        key: random_key(),
        port: free.expect("a free loopback port"),
        project: "1".to_owned(),
    }
    .dsn()
}

/// The parts of a DSN of the form `http://<key>@127.0.0.1:<port>/<project>`.
#[derive(Debug, Clone)]
pub(crate) struct Address {
    pub(crate) key: String,
    pub(crate) port: u16,
    pub(crate) project: String,
}

impl Address {
    pub(crate) fn dsn(&self) -> String {
        format!("http://{}@127.0.0.1:{}/{}", self.key, self.port, self.project)
    }

    pub(crate) fn parse(dsn: &str) -> Option<Self> {
        let (key, rest) = dsn.strip_prefix("http://")?.split_once('@')?;
        let (port, project) = rest.strip_prefix("127.0.0.1:")?.split_once('/')?;
        Some(Self {
            key: key.to_owned(),
            port: port.parse().ok()?,
            project: project.to_owned(),
        })
    }
}

/// 32 hexadecimal digits, other ones each time.
pub(crate) fn random_key() -> String {
    format!("{:016x}{:016x}", random(), random())
}

/// The standard library seeds its hash maps at random: enough for keys and ports of tests.
fn random() -> u64 {
    RandomState::new().hash_one(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::ErrorKind;
    use std::net::TcpStream;

    #[test]
    fn nobody_listens_at_a_refused_dsn() {
        let address = Address::parse(&refused_dsn()).unwrap();
        let error = TcpStream::connect((Ipv4Addr::LOCALHOST, address.port)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
    }

    #[test]
    fn a_dsn_survives_parsing() {
        let dsn = refused_dsn();
        assert_eq!(Address::parse(&dsn).unwrap().dsn(), dsn);
        assert!(Address::parse("https://key@example.com/1").is_none());
    }
}
