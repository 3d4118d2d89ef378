//! Reads HTTP/1.1 requests off one connection, one after the other.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;

/// One request, read whole.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(&self.headers, name)
    }

    /// Whether the client wants to send another request over the same connection.
    pub(crate) fn keep_alive(&self) -> bool {
        !self
            .header("Connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }
}

/// The first header of this name; names are compared without regard to case.
pub(crate) fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers
        .iter()
        .find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

/// A connection with what was read from it and not yet used.
pub(crate) struct Wire {
    pub(crate) stream: TcpStream,
    unused: Vec<u8>,
}

/// A request larger than this is a mistake of the sender: envelopes are far smaller.
const LARGEST: usize = 16 << 20;

const MOST_HEADERS: usize = 64;

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            unused: Vec::new(),
        }
    }

    /// The next request, or `None` once the client has hung up between two. The error says what
    /// broke a request off.
    pub(crate) fn next_request(&mut self) -> Result<Option<Request>, String> {
        let Some(mut request) = self.head()? else {
            return Ok(None);
        };
        if request
            .header("Expect")
            .is_some_and(|value| value.eq_ignore_ascii_case("100-continue"))
        {
            self.stream
                .write_all(b"HTTP/1.1 100 Continue\r\n\r\n")
                .map_err(|e| e.to_string())?;
        }
        let chunked = request
            .header("Transfer-Encoding")
            .is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
        request.body = if chunked {
            self.chunks()?
        } else {
            let length = request.header("Content-Length").unwrap_or("0");
            let length = length
                .trim()
                .parse()
                .map_err(|_| format!("the Content-Length `{length}` is no number"))?;
            self.take(length)?
        };
        Ok(Some(request))
    }

    fn head(&mut self) -> Result<Option<Request>, String> {
        loop {
            let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
            let mut parsed = httparse::Request::new(&mut headers);
            match parsed.parse(&self.unused) {
                Ok(httparse::Status::Complete(length)) => {
                    let text = |header: &httparse::Header<'_>| {
                        (
                            header.name.to_owned(),
                            String::from_utf8_lossy(header.value).into_owned(),
                        )
                    };
                    let request = Request {
                        method: parsed.method.unwrap_or_default().to_owned(),
                        path: parsed.path.unwrap_or_default().to_owned(),
                        headers: parsed.headers.iter().map(text).collect(),
                        body: Vec::new(),
                    };
                    self.unused.drain(..length);
                    return Ok(Some(request));
                }
                Ok(httparse::Status::Partial) => {
                    if !self.read_more()? {
                        return if self.unused.is_empty() {
                            Ok(None)
                        } else {
                            Err(broken_off("the head"))
                        };
                    }
                }
                Err(error) => return Err(format!("the head is no HTTP: {error}")),
            }
        }
    }

    fn chunks(&mut self) -> Result<Vec<u8>, String> {
        let mut body = Vec::new();
        loop {
            let (start, length) = loop {
                match httparse::parse_chunk_size(&self.unused) {
                    Ok(httparse::Status::Complete(found)) => break found,
                    Ok(httparse::Status::Partial) if self.read_more()? => {}
                    Ok(httparse::Status::Partial) => return Err(broken_off("a chunk's size")),
                    Err(_) => return Err("a chunk's size is no number".to_owned()),
                }
            };
            self.take(start)?;
            let length = usize::try_from(length).map_err(|e| e.to_string())?;
            let mut chunk = self.take(length.saturating_add(2))?;
            if chunk.split_off(length) != b"\r\n" {
                return Err("a chunk does not end where it said".to_owned());
            }
            body.append(&mut chunk);
            if length == 0 {
                return Ok(body);
            }
        }
    }

    fn take(&mut self, length: usize) -> Result<Vec<u8>, String> {
        if length > LARGEST {
            return Err(format!("{length} bytes announced"));
        }
        while self.unused.len() < length {
            if !self.read_more()? {
                return Err(broken_off("the body"));
            }
        }
        let rest = self.unused.split_off(length);
        Ok(std::mem::replace(&mut self.unused, rest))
    }

    /// Waits for more bytes; `false` when the client has hung up, be it rudely.
    fn read_more(&mut self) -> Result<bool, String> {
        if self.unused.len() > LARGEST {
            return Err("endless".to_owned());
        }
        let mut piece = [0; 16 << 10];
        match self.stream.read(&mut piece) {
            Ok(length) => {
                self.unused.extend_from_slice(&piece[..length]);
                Ok(length > 0)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => Ok(true),
            Err(error) if hung_up(&error) => Ok(false),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn hung_up(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::NotConnected
    )
}

fn broken_off(part: &str) -> String {
    format!("the client hung up in the middle of {part}")
}
