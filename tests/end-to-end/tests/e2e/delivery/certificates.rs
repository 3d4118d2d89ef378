//! Encryption: whom the machine trusts is trusted, and nobody else.

use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages};
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A door with encryption before a receiver that has none. It goes with the tests' process.
pub(super) struct Door {
    pub(super) port: u16,
    /// The certificate, as those who trust it have it.
    pub(super) certificate: PathBuf,
    opened: Arc<AtomicUsize>,
}

impl Door {
    pub(super) fn before(world: &World, name: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]).expect("a certificate");
        let certificate = world.beside().join("certificate.pem");
        std::fs::write(&certificate, made.cert.pem()).expect("a file");
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|config| {
                config
                    .with_no_client_auth()
                    .with_single_cert(vec![made.cert.der().clone()], key.into())
            });
        let config = Arc::new(config.expect("a server"));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let behind: u16 = port_of(&world.receiver.dsn());
        let opened = Arc::<AtomicUsize>::default();
        let count = Arc::clone(&opened);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::Relaxed);
                let connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
                let behind = TcpStream::connect((Ipv4Addr::LOCALHOST, behind)).expect("the receiver");
                thread::spawn(move || pass(StreamOwned::new(connection, stream), behind));
            }
        });
        Self {
            port,
            certificate,
            opened,
        }
    }
}

fn port_of(dsn: &str) -> u16 {
    let (_, port) = dsn.rsplit_once(':').expect("a port");
    port.split('/')
        .next()
        .and_then(|port| port.parse().ok())
        .expect("a port")
}

/// One request after the other, each with its answer.
fn pass(mut front: StreamOwned<ServerConnection, TcpStream>, mut behind: TcpStream) {
    let mut buffer = vec![0; 1024 * 1024];
    loop {
        let Ok(length @ 1..) = front.read(&mut buffer) else {
            return;
        };
        let mut request = buffer[..length].to_vec();
        while !is_whole(&request) {
            let Ok(length @ 1..) = front.read(&mut buffer) else {
                return;
            };
            request.extend_from_slice(&buffer[..length]);
        }
        let answered = behind.write_all(&request).and_then(|()| behind.read(&mut buffer));
        let Ok(length @ 1..) = answered else { return };
        if front.write_all(&buffer[..length]).is_err() {
            return;
        }
    }
}

fn is_whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.and_then(|length| length.trim().parse().ok()).unwrap_or(0);
    request.len() >= head.len() + 4 + length
}

/// How the machine says whom it trusts.
#[derive(Clone, Copy)]
enum Trust {
    Nobody,
    File,
    Directory,
}

/// A user who sends to `https://localhost`, where this door is.
fn sent_through(world: &World, door: &Door, trust: Trust) {
    let key = world.receiver.dsn();
    let (key, _) = key
        .strip_prefix("http://")
        .and_then(|dsn| dsn.split_once('@'))
        .expect("a key");
    let port = door.port;
    world.write_config(format!(
        "telemetry:\n  collect: true\n  dsn: https://{key}@localhost:{port}/1\n"
    ));
    let program = world.home.program(ANNOTATED).args(["evaluate"]);
    let program = match trust {
        Trust::Nobody => program,
        Trust::File => program.env("SSL_CERT_FILE", &door.certificate),
        Trust::Directory => program.env("SSL_CERT_DIR", world.beside()),
    };
    program.run().quiet();
    world.home.wait_for_uploaders();
    assert!(door.opened.load(Ordering::Relaxed) > 0, "it was tried");
}

/// As the certificate of a company's own authority, which only its machines know.
#[cfg(unix)]
#[test]
fn the_machine_s_own_trust_decides() {
    for trust in [Trust::File, Trust::Directory] {
        let world = World::consenting();
        let door = Door::before(&world, "localhost");
        sent_through(&world, &door, trust);
        assert_eq!(messages(&world.receiver.so_far()), [STARTED, "Start evaluate"]);
        assert!(world.waiting().is_empty());
    }
}

#[track_caller]
fn assert_nothing_was_said(world: &World, why: &str) {
    let status = world.home.program(ANNOTATED).args(["status"]).env("DO_NOT_TRACK", "1");
    let status = status.run().quiet().stdout;
    assert!(status.contains(why), "{status}");
    assert!(world.receiver.so_far().deliveries.is_empty());
    assert_eq!(world.waiting_messages(), [STARTED, "Start evaluate"], "it is kept");
}

#[test]
fn a_server_that_nobody_vouches_for_is_told_nothing() {
    let world = World::consenting();
    let door = Door::before(&world, "localhost");
    sent_through(&world, &door, Trust::Nobody);
    assert_nothing_was_said(
        &world,
        ": no encrypted connection: invalid peer certificate: UnknownIssuer\n",
    );
}

#[cfg(unix)]
#[test]
fn a_server_under_another_s_name_is_told_nothing() {
    let world = World::consenting();
    let door = Door::before(&world, "elsewhere.example");
    sent_through(&world, &door, Trust::File);
    assert_nothing_was_said(
        &world,
        "no encrypted connection: invalid peer certificate: certificate not valid for name \"localhost\"",
    );
}

/// It does not even speak of encryption.
#[test]
fn a_server_without_encryption_is_told_nothing() {
    let world = World::consenting();
    let (certificate, opened) = (world.beside().join("none"), Arc::new(AtomicUsize::new(1)));
    let door = Door {
        port: port_of(&world.receiver.dsn()),
        certificate,
        opened,
    };
    sent_through(&world, &door, Trust::Nobody);
    // What reached it is the beginning of an encrypted conversation, which is no request.
    assert_nothing_was_said(&world, ": the server hung up before it answered\n");
}
