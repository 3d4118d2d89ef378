//! `main(sentry)`: records the events that the program captures through the `sentry` crate.
//!
//! Without a client, that crate does nothing. So `bind` gives it a client whose transport passes
//! each event to the allow-list and the outbox. The client is built by hand and not by
//! `sentry::init`, which would adopt `SENTRY_DSN`, `SSL_VERIFY` and more from the user's
//! environment. A client that the program sets itself, before or after, takes precedence. Telemetry
//! does not touch the events of that client.

use crate::privacy::sentry_events;
use crate::run::{self, Run};
use crate::storage::journal::entry::Entry;
use crate::storage::outbox::envelope::Class;
use crate::util::catch::is_quiet;
use sentry::protocol::{EnvelopeItem, Event, Level};
use sentry::{Client, ClientOptions, Envelope, Hub, Transport, TransportFactory, TransportOptions};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

/// The most events of one run that are recorded. An event of `sentry` does not name the place where
/// it was captured, so events cannot be deduplicated by place, as panics are. More events would
/// push those of other runs out of the outbox. Events over the limit were never recorded, so no
/// client report counts them.
const MOST: u32 = 100;

/// `sentry` uses a client only if it has a DSN. This one leads nowhere, so it does not reveal the
/// server.
const NOWHERE: &str = "https://nowhere@nowhere.invalid/0";

/// Gives the main hub a client, if it has none. Threads that use `sentry` for the first time after
/// that inherit it.
///
/// Functions that need the client are `#[inline]`, so they are compiled with programs that use
/// them. Other programs do not contain the client's tables.
#[inline]
pub fn bind() {
    let hub = Hub::main();
    if hub.client().is_some() {
        return;
    }
    // The allow-list removes whatever the client would add to an event. So the client has no
    // integrations, which would collect data, and keeps no breadcrumbs.
    let mut options = ClientOptions::new()
        .default_integrations(false)
        .max_breadcrumbs(0)
        .transport(Door);
    options.dsn = NOWHERE.parse().ok();
    hub.bind_client(Some(Arc::new(Client::with_options(options))));
}

/// The client's transport. It queues nothing itself, so there is nothing to flush.
struct Door;

impl TransportFactory for Door {
    #[inline]
    fn create_transport_with_options(&self, _: TransportOptions) -> Arc<dyn Transport> {
        Arc::new(Self)
    }
}

impl Transport for Door {
    /// Records the events of an envelope. Sessions, transactions, logs, attachments and all other
    /// items are discarded.
    #[inline]
    fn send_envelope(&self, envelope: Envelope) {
        // Skips forked children, ended runs, and events that an error captures while the runtime
        // reads its text.
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
    // The allow-list keeps none of the other fields, so the event would be empty.
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
