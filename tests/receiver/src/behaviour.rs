//! How the receiver answers: a healthy server, or one of its ailments.

use std::time::Duration;

/// What happens once a request has been read whole. It can be changed at any time and holds for the
/// next request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Behaviour {
    /// As a real server: 200 with `{"id":…}`, or 400, 403, 404 for what a real server would refuse.
    #[default]
    Healthy,
    /// This status with these further headers, whatever was sent.
    Status(u16, Vec<(String, String)>),
    /// A black hole: takes the connection and the request, never answers, and does not hang up
    /// either.
    Hang,
    /// Healthy after this time.
    Slow(Duration),
    /// Hangs up without an answer.
    Close,
    /// Answers with these very bytes.
    Raw(Vec<u8>, Then),
    /// A healthy answer, a byte at a time.
    Drip(Duration),
}

/// What follows the bytes of an answer that are no whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Nothing more, and the connection stays.
    Hang,
    /// The server hangs up.
    Close,
}

impl Behaviour {
    /// The beginning of an answer that promises so many bytes, and then this.
    pub fn broken_off(promised: usize, given: &str, then: Then) -> Self {
        Self::Raw(
            format!("HTTP/1.1 200 OK\r\nContent-Length: {promised}\r\n\r\n{given}").into_bytes(),
            then,
        )
    }

    /// A status without further headers.
    pub fn status(status: u16) -> Self {
        Self::Status(status, Vec::new())
    }

    /// A status with further headers: `Behaviour::status_with(429, &[("Retry-After", "60")])`.
    pub fn status_with(status: u16, headers: &[(&str, &str)]) -> Self {
        let headers = headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self::Status(status, headers.collect())
    }
}
