//! A client of the program's own, which prints what it is given, and what the client is that is
//! there.

use sentry::{Client, ClientInitGuard, ClientOptions, Envelope, Hub, Transport, TransportFactory, TransportOptions};
use std::sync::Arc;

pub(super) const ACTIONS: &[(&str, fn())] = &[
    ("init", || {
        let _guard = init();
        sentry::capture_message("for the program alone", sentry::Level::Error);
    }),
    ("client", client),
    ("bind-nothing", || Hub::main().bind_client(None)),
    ("bind-another", || {
        let options = ClientOptions::new().dsn("https://own@own.invalid/1").transport(Prints);
        Hub::current().bind_client(Some(Arc::new(Client::with_options(options))));
    }),
];

/// As programs do it.
pub(crate) fn init() -> ClientInitGuard {
    sentry::init(ClientOptions::new().dsn("https://own@own.invalid/1").transport(Prints))
}

struct Prints;

impl TransportFactory for Prints {
    fn create_transport_with_options(&self, _: TransportOptions) -> Arc<dyn Transport> {
        Arc::new(Self)
    }
}

impl Transport for Prints {
    fn send_envelope(&self, envelope: Envelope) {
        let message = envelope.event().and_then(|event| event.message.as_deref());
        println!("own client: {}", message.unwrap_or("-"));
    }
}

/// Nothing of it is from the environment.
fn client() {
    let Some(client) = Hub::current().client() else {
        return println!("no client");
    };
    let options = client.options();
    println!(
        "{} {:?} {:?} {:?} {:?} {}",
        client.dsn().map(ToString::to_string).unwrap_or_default(),
        options.release,
        options.environment,
        options.http_proxy,
        options.server_name,
        options.accept_invalid_certs,
    );
}
