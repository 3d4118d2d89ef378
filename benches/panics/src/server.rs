//! A server that does nothing but answer, at once or never: what it takes for itself is taken from the programs.

use crate::Result;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Listens as long as the benchmark lives.
#[derive(Debug)]
pub(crate) struct Server {
    port: u16,
    told: Arc<Told>,
}

#[derive(Debug, Default)]
struct Told {
    requests: AtomicUsize,
    panics: AtomicUsize,
}

impl Server {
    pub(crate) fn start(answers: bool) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = listener.local_addr()?.port();
        let told = Arc::<Told>::default();
        let server = Self {
            port,
            told: Arc::clone(&told),
        };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let told = Arc::clone(&told);
                thread::spawn(move || converse(&stream, &told, answers));
            }
        });
        Ok(server)
    }

    pub(crate) fn dsn(&self) -> String {
        format!("http://0123456789abcdef0123456789abcdef@127.0.0.1:{}/1", self.port)
    }

    /// How many requests were read whole.
    pub(crate) fn requests(&self) -> usize {
        self.told.requests.load(Ordering::SeqCst)
    }

    /// How many of them told of a panic.
    pub(crate) fn panics(&self) -> usize {
        self.told.panics.load(Ordering::SeqCst)
    }
}

/// Until the client hangs up, or sends what is no request.
fn converse(stream: &TcpStream, told: &Told, answers: bool) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let body = body(&mut reader)?;
        let is_panic = body.windows(11).any(|part| part == br#""exception""#);
        told.panics.fetch_add(usize::from(is_panic), Ordering::SeqCst);
        told.requests.fetch_add(1, Ordering::SeqCst);
        if answers {
            // In one piece: the second of two would wait for the first to be acknowledged.
            (&mut &*stream)
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                .ok()?;
        }
    }
}

/// Both clients say how long a body is.
fn body(reader: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("Content-Length") => length = value.trim().parse().ok(),
            None if line.trim_end().is_empty() => break,
            // Another header, or the request's first line.
            _ => {}
        }
    }
    let mut body = vec![0; length?];
    reader.read_exact(&mut body).ok()?;
    Some(body)
}
