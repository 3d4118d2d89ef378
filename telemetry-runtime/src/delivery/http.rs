//! Sends one envelope by HTTP POST.

use super::failure;
use super::proxy::Proxies;
use super::response::{self, Limits, Verdict};
use crate::model::dsn::Dsn;
use crate::util::clock;
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use ureq::tls::{RootCerts, TlsConfig};

/// No server gets more time than this for one envelope.
const LONGEST: Duration = Duration::from_secs(10);
/// At most so many bytes of an answer are read, for the connection's sake; none are kept.
const MOST_OF_AN_ANSWER: u64 = 8 * 1024;
/// By then the answer is known; the rest of it, which says nothing more, may take no longer.
const OF_NO_INTEREST: Duration = Duration::from_secs(1);
const CLIENT: &str = concat!("opt-in-telemetry/", env!("CARGO_PKG_VERSION"));

/// A connection to each server that was written to.
pub(crate) struct Client {
    /// For this machine, never through a proxy, and for what the environment excepts.
    direct: ureq::Agent,
    /// As the environment says; or why it cannot be.
    far: Result<ureq::Agent, String>,
    proxies: Proxies,
}

/// Whether the body of an answer is HTML. A network that wants its users to sign in answers every
/// request without encryption with such a page, and 200.
///
/// Servers answer with JSON, but not all of them always. Bugsink answers what it drops with
/// nothing, and Django, with which it is made, calls that `text/html`. So the body decides.
fn is_page(body: &[u8]) -> bool {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    body.trim_ascii_start().starts_with(b"<")
}

impl Client {
    pub(crate) fn new() -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .build();
        let config = || {
            ureq::Agent::config_builder()
                .http_status_as_error(false)
                // A redirect could lead what the user consented to send to another host.
                .max_redirects(0)
                .max_redirects_will_error(false)
                .timeout_recv_body(Some(OF_NO_INTEREST))
                .user_agent(CLIENT)
                .tls_config(tls.clone())
        };
        let agent = |proxy| config().proxy(proxy).build().into();
        let proxies = Proxies::of_environment();
        Self {
            direct: agent(None),
            far: proxies.proxy.clone().map(agent),
            proxies,
        }
    }

    /// Sends the bytes. `Err` where the server could not be reached or did not answer in time.
    pub(crate) fn post(&self, dsn: &Dsn, bytes: &[u8], within: Duration) -> Result<(Verdict, Limits), String> {
        let agent = if dsn.is_loopback() || self.proxies.bypass(dsn.host()) {
            &self.direct
        } else {
            self.far.as_ref().map_err(String::clone)?
        };
        let result = agent
            .post(dsn.url())
            .config()
            .timeout_global(Some(within.min(LONGEST)))
            .build()
            .header("Content-Type", "application/x-sentry-envelope")
            .header("X-Sentry-Auth", dsn.auth(CLIENT))
            .send(bytes);
        let mut response = result.map_err(|error| failure::describe(&error))?;
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let status = response.status().as_u16();
        let read = response::read(
            status,
            header("retry-after"),
            header("x-sentry-rate-limits"),
            clock::millis(),
        );
        // Read to its end, a connection can be used again. That it has no end, or a bad one,
        // changes nothing of the answer.
        let mut body = Vec::new();
        let _ = response
            .body_mut()
            .as_reader()
            .take(MOST_OF_AN_ANSWER)
            .read_to_end(&mut body);
        if !dsn.is_encrypted() && read.0 == Verdict::Sent && is_page(&body) {
            return Err(
                "a web page came in place of the server's answer, as from a network that wants a sign-in".to_owned(),
            );
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_html_is_a_page() {
        for body in ["<!DOCTYPE html>", "\u{feff}\r\n <html>", "<!-- sign in -->"] {
            assert!(is_page(body.as_bytes()), "{body:?}");
        }
        for body in ["", " ", "{}", "{\"id\":\"<\"}", "null", "ok"] {
            assert!(!is_page(body.as_bytes()), "{body:?}");
        }
    }
}
