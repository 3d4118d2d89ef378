//! The receiver as a test sees it: started, read, waited for, dropped.

use crate::address::{Address, random_key};
use crate::behaviour::Behaviour;
use crate::envelope::Envelope;
use crate::record::{Arrived, Delivery, Received};
use crate::server::{Shared, accept};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;
use std::{fmt, io};

/// A Sentry-compatible server on a loopback port, until it is dropped.
#[derive(Debug)]
pub struct Receiver {
    address: Address,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
}

/// What was waited for did not come in time. It prints what did.
pub struct Timeout {
    /// How long was waited.
    pub waited: Duration,
    /// What had been received by then.
    pub received: Received,
}

impl Receiver {
    /// Starts on a free loopback port, with a key of its own.
    ///
    /// # Panics
    /// If the machine does not let it listen.
    pub fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free loopback port");
        let port = listener.local_addr().expect("the port of a bound socket").port();
        Self::serve(
            listener,
            Address {
                key: random_key(),
                port,
                project: "1".to_owned(),
            },
        )
    }

    /// Starts where an earlier receiver, or [`refused_dsn`](crate::refused_dsn), was.
    ///
    /// # Errors
    /// If the DSN is none of a receiver, or its port is taken.
    pub fn start_at(dsn: &str) -> io::Result<Self> {
        let address = Address::parse(dsn).ok_or_else(|| io::Error::other(format!("no DSN of a receiver: {dsn}")))?;
        Ok(Self::serve(
            TcpListener::bind((Ipv4Addr::LOCALHOST, address.port))?,
            address,
        ))
    }

    /// `http://<key>@127.0.0.1:<port>/1`
    pub fn dsn(&self) -> String {
        self.address.dsn()
    }

    /// Changes how the next requests are treated.
    pub fn behave(&self, behaviour: Behaviour) {
        self.shared.lock().behaviour = behaviour;
    }

    /// A copy of all that was received so far.
    pub fn so_far(&self) -> Received {
        self.shared.lock().received.clone()
    }

    /// Every request, however it was answered.
    pub fn received(&self) -> Vec<Delivery> {
        self.shared.lock().received.deliveries.clone()
    }

    /// The envelopes that were accepted: answered with a 2xx status.
    pub fn envelopes(&self) -> Vec<Envelope> {
        self.shared.lock().received.envelopes()
    }

    /// The events of accepted envelopes.
    pub fn events(&self) -> Vec<Arrived> {
        self.shared.lock().received.events()
    }

    /// The session updates of accepted envelopes.
    pub fn sessions(&self) -> Vec<Arrived> {
        self.shared.lock().received.sessions()
    }

    /// The client reports of accepted envelopes.
    pub fn client_reports(&self) -> Vec<Arrived> {
        self.shared.lock().received.client_reports()
    }

    /// What a real server would have refused, dropped or changed, and what this project promises
    /// not to send.
    pub fn protocol_errors(&self) -> Vec<String> {
        self.shared.lock().received.protocol_errors.clone()
    }

    /// How many connections were accepted.
    pub fn connections(&self) -> usize {
        self.shared.lock().received.connections
    }

    /// Blocks until the predicate holds over what was received, and returns that.
    ///
    /// # Errors
    /// If it does not come to hold in time; the error prints what did arrive.
    pub fn wait_for(&self, predicate: impl Fn(&Received) -> bool, timeout: Duration) -> Result<Received, Timeout> {
        let state = self.shared.lock();
        let wait = self
            .shared
            .changed
            .wait_timeout_while(state, timeout, |state| !predicate(&state.received));
        let (state, result) = wait.unwrap_or_else(PoisonError::into_inner);
        let received = state.received.clone();
        if result.timed_out() {
            Err(Timeout {
                waited: timeout,
                received,
            })
        } else {
            Ok(received)
        }
    }

    /// Blocks until nothing, not even a connection, has arrived for this long.
    pub fn wait_until_quiet(&self, quiet: Duration) {
        let count = |received: &Received| (received.deliveries.len(), received.connections);
        let mut before = count(&self.so_far());
        while let Ok(received) = self.wait_for(|received| count(received) != before, quiet) {
            before = count(&received);
        }
    }

    fn serve(listener: TcpListener, address: Address) -> Self {
        let shared = Arc::<Shared>::default();
        let accepting = thread::spawn({
            let (shared, address) = (Arc::clone(&shared), address.clone());
            move || accept(&listener, &shared, &address)
        });
        Self {
            address,
            shared,
            listener: Some(accepting),
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.shared.lock().closing = true;
        self.shared.changed.notify_all();
        // The listening thread sleeps in `accept`: a connection wakes it.
        let woken = TcpStream::connect((Ipv4Addr::LOCALHOST, self.address.port)).is_ok();
        if let Some(listener) = self.listener.take().filter(|_| woken) {
            let _ = listener.join();
        }
        let connections = std::mem::take(&mut self.shared.lock().open);
        for (stream, _) in connections.values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        for (_, thread) in connections.into_values() {
            let _ = thread.join();
        }
    }
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "did not arrive within {:?}; what did: {}",
            self.waited, self.received
        )
    }
}

/// As it displays, so that `unwrap` reads well.
impl fmt::Debug for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Timeout {}
