//! The server's address as authors and users write it:
//! `https://<key>@<host>[:<port>]/[<prefix>/]<project>`.
//!
//! This is not `sentry::types::Dsn`, which uses a parser for all URLs. That parser needs tables for
//! the names of all scripts, which would be part of every program. A DSN is much simpler than a
//! URL. The rules are those that `#[telemetry::main]` applies to a literal. A host in another
//! script is written in its ASCII form, `xn--…`.

use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// A valid DSN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dsn {
    /// The DSN as written. Files in the data directory identify the server by this text.
    text: String,
    scheme: &'static str,
    key: String,
    /// Only some old projects have a secret.
    secret: Option<String>,
    host: String,
    port: Option<u16>,
    /// Empty, or with a slash at its end.
    prefix: String,
    project: String,
}

impl Dsn {
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_encrypted(&self) -> bool {
        self.scheme == "https"
    }

    /// Returns true if the server runs on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let address = self.host.trim_matches(['[', ']']).parse::<IpAddr>();
        self.host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
    }

    pub(crate) fn host(&self) -> &str {
        &self.host
    }

    /// The server, without key and project.
    pub(crate) fn server(&self) -> String {
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{}{port}", self.scheme, self.host)
    }

    /// The URL for the project's envelopes. The server needs the slash at its end.
    pub(crate) fn url(&self) -> String {
        format!("{}/{}api/{}/envelope/", self.server(), self.prefix, self.project)
    }

    /// The value of the header `X-Sentry-Auth`.
    pub(crate) fn auth(&self, client: &str) -> String {
        let secret = self.secret.as_deref().map(|secret| format!(", sentry_secret={secret}"));
        let secret = secret.unwrap_or_default();
        format!(
            "Sentry sentry_key={}, sentry_version=7, sentry_client={client}{secret}",
            self.key
        )
    }
}

/// The text is not a valid DSN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NoDsn;

impl FromStr for Dsn {
    type Err = NoDsn;

    fn from_str(text: &str) -> Result<Self, NoDsn> {
        parse(text).ok_or(NoDsn)
    }
}

fn parse(text: &str) -> Option<Dsn> {
    let (scheme, rest) = text.split_once("://")?;
    let scheme = ["https", "http"].into_iter().find(|known| *known == scheme)?;
    let (authority, path) = rest.split_once('/')?;
    let (user, address) = authority.split_once('@')?;
    // Other programs write the colon without a secret after it.
    let (key, secret) = user.split_once(':').unwrap_or((user, ""));
    let (host, port) = host_and_port(address)?;
    let path = path.trim_matches('/');
    let (prefix, project) = path.rsplit_once('/').map_or_else(
        || (String::new(), path),
        |(prefix, project)| (format!("{prefix}/"), project),
    );
    let is_named = is_made_of(key, "-_") && is_made_of(project, "-_.");
    let is_harmless =
        (secret.is_empty() || is_made_of(secret, "-_")) && (prefix.is_empty() || is_made_of(&prefix, "-_./"));
    (is_named && is_harmless).then(|| Dsn {
        text: text.to_owned(),
        scheme,
        key: key.to_owned(),
        secret: Some(secret).filter(|secret| !secret.is_empty()).map(str::to_owned),
        host: host.to_owned(),
        port,
        prefix,
        project: project.to_owned(),
    })
}

fn host_and_port(address: &str) -> Option<(&str, Option<u16>)> {
    let (host, port) = match address.rsplit_once(':') {
        // An IPv6 address has colons of its own, within brackets.
        Some((host, port)) if !port.contains(']') => (host, Some(port.parse().ok().filter(|port| *port > 0)?)),
        _ => (address, None),
    };
    let is_host = match host.strip_prefix('[') {
        Some(inner) => inner.strip_suffix(']')?.parse::<Ipv6Addr>().is_ok(),
        None => is_made_of(host, "-_."),
    };
    is_host.then_some((host, port))
}

/// Returns true if the text is not empty and has only ASCII letters, ASCII digits and `others`.
fn is_made_of(text: &str, others: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || others.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_address_keeps_port_and_prefix() {
        for (dsn, url) in [
            ("https://key@example.org/7", "https://example.org/api/7/envelope/"),
            ("https://key@example.org/7/", "https://example.org/api/7/envelope/"),
            (
                "http://key@[::1]:8000/a/prefix/7",
                "http://[::1]:8000/a/prefix/api/7/envelope/",
            ),
        ] {
            let parsed: Dsn = dsn.parse().unwrap();
            assert_eq!((parsed.url().as_str(), parsed.as_str()), (url, dsn));
        }
    }

    #[test]
    fn the_server_is_told_who_asks() {
        let auth = |dsn: &str| dsn.parse::<Dsn>().unwrap().auth("client/1");
        let plain = "Sentry sentry_key=key, sentry_version=7, sentry_client=client/1";
        assert_eq!(auth("https://key@example.org/7"), plain);
        assert_eq!(auth("https://key:@example.org/7"), plain);
        assert_eq!(
            auth("https://key:half@example.org/7"),
            format!("{plain}, sentry_secret=half")
        );
    }

    #[test]
    fn only_this_machine_is_near() {
        let near = |host: &str| format!("http://key@{host}/1").parse::<Dsn>().unwrap().is_loopback();
        assert!(
            ["localhost", "LocalHost", "127.0.0.1:8000", "127.3.2.1", "[::1]:80"]
                .into_iter()
                .all(near)
        );
        assert!(
            !["localhost.example.org", "10.0.0.1", "[::2]", "example.org"]
                .into_iter()
                .any(near)
        );
    }

    #[test]
    fn what_cannot_be_written_to_is_none() {
        for text in [
            "",
            "https://",
            "example.org",
            "key@example.org/1",
            "ftp://key@example.org/1",
            "https://example.org/1",
            "https://@example.org/1",
            "https://key@/1",
            "https://key@example.org",
            "https://key@example.org/",
            "https://key@example.org//",
            "https://key@example.org:0/1",
            "https://key@example.org:70000/1",
            "https://key@example.org:/1",
            "https://key@[::1/1",
            "https://key@[example.org]/1",
            "https://key@[::1]x/1",
            "https://key@example.org/1?a=b",
            "https://key@example.org/1#a",
            "https://key@example.org /1",
            "https://key@exam\nple.org/1",
            "https://ke\ry@example.org/1",
            "https://a@b@example.org/1",
            "https://key@example.org/../1%2f",
            "https://key@exämple.org/1",
        ] {
            assert_eq!(text.parse::<Dsn>(), Err(NoDsn), "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::util::laws::trial())]

        /// A DSN that this parser accepts means the same to the `sentry` crate.
        #[test]
        fn it_means_what_it_means_to_the_sentry_crate(
            text in "https?://[a-zA-Z0-9_-]{1,9}(:[a-z0-9]{0,4})?@([a-z][a-z0-9.-]{0,9}|127\\.0\\.0\\.1|\\[::1\\])(:[1-9][0-9]{0,3})?/([a-z0-9._-]{1,5}/){0,2}[0-9]{1,9}"
        ) {
            let ours: Dsn = text.parse().map_err(|NoDsn| TestCaseError::fail(text.clone()))?;
            // The `sentry` crate knows more rules for names: it rejects `a..b` and `xn--`, and
            // resolves `..`.
            if let Ok(theirs) = text.parse::<sentry::types::Dsn>()
                && !ours.prefix.split('/').any(|part| part.bytes().all(|byte| byte == b'.'))
            {
                prop_assert_eq!(ours.url(), theirs.envelope_api_url().to_string().replacen(
                    theirs.host(), &ours.host, 1).replacen(&ours.host, &match ours.port {
                        Some(port) if port == theirs.scheme().default_port() => format!("{}:{port}", ours.host),
                        _ => ours.host.clone(),
                    }, 1));
                prop_assert_eq!(ours.auth("client/1"), theirs.to_auth(Some("client/1")).to_string().replace(", sentry_secret=,", ","));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "(https?://)?.{0,60}") {
            let _ = text.parse::<Dsn>();
        }
    }
}
