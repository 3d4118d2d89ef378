//! `main(sentry)`: what the program captures through the `sentry` crate leaves by our door.
//!
//! Without a client of its own, that crate does nothing. We give it one whose transport is the door. It is built by hand and never by `sentry::init`,
//! which would adopt `SENTRY_DSN`, `SSL_VERIFY` and more from the environment of the program's user. A client that the program makes itself wins, before
//! or after; what that one sends is none of our business.

use crate::privacy::sentry_events;
use crate::run::{self, Run};
use crate::storage::journal::entry::Entry;
use crate::storage::outbox::envelope::Class;
use crate::util::catch::is_quiet;
use sentry::protocol::{EnvelopeItem, Event, Level};
use sentry::{Client, ClientOptions, Envelope, Hub, Transport, TransportFactory, TransportOptions};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// At most so many events of a run leave so. An event of `sentry` says nothing of the place where it was captured, so each place cannot be told once, as
/// for panics; more would push what other runs recorded out of the outbox. What is more is not counted as lost: nobody missed it yet.
const MOST: u32 = 100;

/// The client is only used if it has one. Ours goes nowhere, and so tells nobody where the events go.
const NOWHERE: &str = "https://nowhere@nowhere.invalid/0";

/// Gives the main hub a client, if it has none. Threads that use `sentry` for the first time from then on have it, too.
///
/// What here needs the client is `#[inline]`, and so compiled with the program that asks for it: the others do not carry the client's tables.
#[inline]
pub fn bind() {
    let hub = Hub::main();
    if hub.client().is_some() {
        return;
    }
    // Nothing that the client could add to an event passes the door: it has no integrations, which would look for it, and keeps no breadcrumbs.
    let mut options = ClientOptions::new()
        .default_integrations(false)
        .max_breadcrumbs(0)
        .transport(Door);
    options.dsn = NOWHERE.parse().ok();
    hub.bind_client(Some(Arc::new(Client::with_options(options))));
}

/// Its transport. Nothing waits in it, so there is nothing to flush.
struct Door;

impl TransportFactory for Door {
    #[inline]
    fn create_transport_with_options(&self, _: TransportOptions) -> Arc<dyn Transport> {
        Arc::new(Self)
    }
}

impl Transport for Door {
    /// Sessions, transactions, logs, attachments and whatever else there is go nowhere.
    #[inline]
    fn send_envelope(&self, envelope: Envelope) {
        // Not in a forked child, not after the end, and not what an error captures while we ask it for its words.
        let Some(run) = run::current().filter(|_| !is_quiet()) else {
            return;
        };
        for item in envelope.into_items() {
            if let EnvelopeItem::Event(event) = item {
                record(run, &event);
            }
        }
    }
}

fn record(run: &Run, event: &Event<'_>) {
    static TOLD: AtomicU32 = AtomicU32::new(0);
    // All else that it may hold does not pass.
    if event.message.is_none() && event.exception.is_empty() {
        return;
    }
    if event.level >= Level::Error {
        run.journal(&Entry::Error);
    }
    if TOLD.fetch_add(1, Ordering::Relaxed) < MOST {
        run.record(Class::Error, sentry_events::event(run.app, event));
    }
}
