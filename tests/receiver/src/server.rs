//! The server's threads: one accepts, one for each connection reads, judges, records and replies.

use crate::address::Address;
use crate::answer::{self, Plan};
use crate::behaviour::{Behaviour, Then};
use crate::record::{Delivery, Received};
use crate::rules::Rules;
use crate::wire::{Request, Wire};
use std::collections::HashMap;
use std::io::Write;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime};

/// What the threads share.
#[derive(Debug, Default)]
pub(crate) struct Shared {
    pub(crate) state: Mutex<State>,
    /// Something was received, or the receiver is closing.
    pub(crate) changed: Condvar,
}

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) received: Received,
    pub(crate) behaviour: Behaviour,
    rules: Rules,
    pub(crate) closing: bool,
    /// Every connection ever accepted with its thread: few in a test.
    pub(crate) open: HashMap<usize, (TcpStream, JoinHandle<()>)>,
}

impl Shared {
    /// A predicate of a test that panics under the lock poisons it; what was received is whole
    /// nevertheless.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sleeps; `false` if the receiver closed meanwhile.
    fn sleep(&self, time: Duration) -> bool {
        let wait = self
            .changed
            .wait_timeout_while(self.lock(), time, |state| !state.closing);
        !wait.unwrap_or_else(PoisonError::into_inner).0.closing
    }

    /// Changes the state, and tells those who wait for a change.
    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }
}

pub(crate) fn accept(listener: &TcpListener, shared: &Arc<Shared>, address: &Address) {
    for stream in listener.incoming() {
        let mut state = shared.lock();
        if state.closing {
            return;
        }
        let Some((stream, other_half)) = stream.and_then(|stream| Ok((stream.try_clone()?, stream))).ok() else {
            continue;
        };
        state.received.connections += 1;
        let number = state.received.connections;
        let thread = thread::spawn({
            let (shared, address) = (Arc::clone(shared), address.clone());
            move || converse(Wire::new(stream), number, &shared, &address)
        });
        state.open.insert(number, (other_half, thread));
        drop(state);
        shared.changed.notify_all();
    }
}

fn converse(mut wire: Wire, connection: usize, shared: &Shared, address: &Address) {
    loop {
        match wire.next_request() {
            Ok(None) => break,
            Ok(Some(request)) => {
                let keep_alive = request.keep_alive();
                if !respond(&mut wire, request, connection, shared, address) || !keep_alive {
                    break;
                }
            }
            Err(error) => {
                let error = format!("connection {connection}: {error}");
                // Whatever the receiver's own end breaks off is nobody's mistake.
                shared.change(|state| state.received.protocol_errors.extend((!state.closing).then_some(error)));
                break;
            }
        }
    }
    // `State::open` keeps the other half of the socket, so dropping this one would not hang up.
    let _ = wire.stream.shutdown(Shutdown::Both);
}

/// Judges, records, replies; whether the connection goes on.
fn respond(wire: &mut Wire, request: Request, connection: usize, shared: &Shared, address: &Address) -> bool {
    let judgement = answer::judge(&request, address);
    let plan = answer::plan(&shared.lock().behaviour, &judgement);
    let status = match &plan {
        Plan::Reply { status, after, .. } if shared.sleep(*after) => Some(*status),
        Plan::Reply { .. } => return false,
        Plan::Raw { .. } | Plan::Silence | Plan::HangUp => None,
    };
    let delivery = Delivery {
        at: SystemTime::now(),
        connection,
        method: request.method,
        path: request.path,
        headers: request.headers,
        body: request.body,
        status,
        envelope: judgement.envelope,
    };
    shared.change(|state| record(state, delivery, judgement.errors, &address.dsn()));
    match plan {
        Plan::Reply {
            status, headers, body, ..
        } => answer::reply(&mut wire.stream, status, &headers, &body).is_ok(),
        Plan::Raw { bytes, pause, then } => {
            if give(wire, &bytes, pause, shared) && then == Then::Hang {
                while let Ok(Some(_)) = wire.next_request() {}
            }
            false
        }
        Plan::Silence => {
            // Whatever else the client sends is lost; the reading ends when it, or the receiver,
            // hangs up.
            while let Ok(Some(_)) = wire.next_request() {}
            false
        }
        Plan::HangUp => false,
    }
}

/// Writes bytes with a pause before each, or all at once. Whether they were all taken.
fn give(wire: &mut Wire, bytes: &[u8], pause: Duration, shared: &Shared) -> bool {
    if pause.is_zero() {
        return wire.stream.write_all(bytes).is_ok();
    }
    bytes
        .iter()
        .all(|byte| shared.sleep(pause) && wire.stream.write_all(&[*byte]).is_ok())
}

fn record(state: &mut State, delivery: Delivery, mut errors: Vec<String>, dsn: &str) {
    if let Some(envelope) = &delivery.envelope {
        errors.extend(state.rules.check(envelope, delivery.accepted(), dsn, delivery.at));
    }
    let number = state.received.deliveries.len() + 1;
    let errors = errors.into_iter().map(|error| format!("request {number}: {error}"));
    state.received.protocol_errors.extend(errors);
    state.received.deliveries.push(delivery);
}
