//! A server that does nothing but answer, sooner, later or never: what it takes for itself is taken
//! from the programs.

use crate::Result;
use socket2::{Domain, Socket, Type};
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

/// The states of the network that a program meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
    /// An answer, after a while.
    Answers(Duration),
    /// A connection, a request that is read, and no answer.
    Silent,
    /// Nobody listens.
    Refused,
    /// Nobody says so either: packets vanish.
    NoRoute,
}

/// There as long as the benchmark.
#[derive(Debug)]
pub struct Server {
    port: u16,
    told: Arc<TagValues>,
    _held: Vec<Socket>,
}

#[derive(Debug, Default)]
struct TagValues {
    requests: AtomicUsize,
    panics: AtomicUsize,
}

impl Server {
    /// # Errors
    /// If it cannot be had on this machine.
    pub fn start(network: Network) -> Result<Self> {
        let socket = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        socket.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into())?;
        let address = socket.local_addr()?.as_socket().ok_or("no address")?;
        let told = Arc::<TagValues>::default();
        let held = match network {
            // A port that is bound and does not listen, so that no other process can listen there.
            Network::Refused => vec![socket],
            Network::NoRoute => full(socket, address)?,
            Network::Answers(after) => {
                listen(socket, &told, Some(after))?;
                Vec::new()
            }
            Network::Silent => {
                listen(socket, &told, None)?;
                Vec::new()
            }
        };
        Ok(Self {
            port: address.port(),
            told,
            _held: held,
        })
    }

    /// Its address, for both clients.
    pub fn dsn(&self) -> String {
        format!("http://0123456789abcdef0123456789abcdef@127.0.0.1:{}/1", self.port)
    }

    /// How many requests were read whole.
    pub fn requests(&self) -> usize {
        self.told.requests.load(Ordering::SeqCst)
    }

    /// How many of them reported a panic.
    pub fn panics(&self) -> usize {
        self.told.panics.load(Ordering::SeqCst)
    }
}

/// A backlog of one that is never accepted: when it is full, the system drops further connections.
fn full(socket: Socket, address: SocketAddr) -> Result<Vec<Socket>> {
    socket.listen(0)?;
    let mut held = vec![socket];
    for _ in 0..8 {
        let knocking = Socket::new(Domain::IPV4, Type::STREAM, None)?;
        match knocking.connect_timeout(&address.into(), Duration::from_millis(200)) {
            Ok(()) => held.push(knocking),
            Err(error) if error.kind() == ErrorKind::TimedOut => return Ok(held),
            Err(error) => return Err(error.into()),
        }
    }
    Err("this system takes every connection: what no route is like cannot be shown".into())
}

fn listen(socket: Socket, told: &Arc<TagValues>, after: Option<Duration>) -> Result<()> {
    socket.listen(128)?;
    let listener = TcpListener::from(socket);
    let told = Arc::clone(told);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let told = Arc::clone(&told);
            thread::spawn(move || converse(&stream, &told, after));
        }
    });
    Ok(())
}

/// Until the client hangs up, or sends what is no request.
fn converse(stream: &TcpStream, told: &TagValues, after: Option<Duration>) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let body = body(&mut reader)?;
        let is_panic = body.windows(11).any(|part| part == br#""exception""#);
        told.panics.fetch_add(usize::from(is_panic), Ordering::SeqCst);
        told.requests.fetch_add(1, Ordering::SeqCst);
        if let Some(after) = after {
            thread::sleep(after);
            // In one piece: the second of two would wait for the first to be acknowledged.
            (&mut &*stream)
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")
                .ok()?;
        }
    }
}

/// All clients here say how long a body is.
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
