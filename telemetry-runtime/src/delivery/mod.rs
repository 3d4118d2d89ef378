//! From the outbox to the server, outside of the user's process.

mod answer;
pub(crate) mod child;
pub(crate) mod courier;
pub(crate) mod foreground;
mod http;
pub(crate) mod nudge;
#[cfg(unix)]
mod process;
mod report;
pub(crate) mod state;
pub(crate) mod uploader;

use sentry::types::Dsn;

/// Whether a destination is this machine.
pub(crate) fn is_loopback(dsn: &Dsn) -> bool {
    let host = dsn.host();
    let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// A DSN as people write it. Its own `Display` puts a colon behind a key without a secret.
pub(crate) fn text(dsn: &Dsn) -> String {
    let text = dsn.to_string();
    if dsn.secret_key().is_none() {
        text.replacen(":@", "@", 1)
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dsn_stays_what_was_written() {
        for dsn in ["https://key@example.org/7", "http://key:secret@[::1]:8000/prefix/7"] {
            assert_eq!(text(&dsn.parse().unwrap()), dsn);
        }
    }

    #[test]
    fn only_this_machine_is_near() {
        let near = |host: &str| is_loopback(&format!("http://key@{host}/1").parse().unwrap());
        assert!(
            ["localhost", "127.0.0.1:8000", "127.3.2.1", "[::1]:80"]
                .into_iter()
                .all(near)
        );
        assert!(
            !["localhost.example.org", "10.0.0.1", "[::2]", "example.org"]
                .into_iter()
                .any(near)
        );
    }
}
