//! Networks that are left through a proxy only: the user's environment says which, and for whom
//! not.

use super::certificates::Door;
use crate::{ANNOTATED, STARTED};
use end_to_end::{World, messages};
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// A name of which nobody but the proxy knows where it leads.
const NAME: &str = "telemetry.example";

/// A proxy that leads everybody to one port. It goes with the tests' process.
struct Proxy {
    port: u16,
    /// Where its users wanted to go.
    asked: Arc<Mutex<Vec<String>>>,
}

/// How it lets somebody through: it gives where they want to go, or `None` where they may not.
type Greet = fn(&mut TcpStream) -> Option<String>;

impl Proxy {
    fn to(port: u16, greet: Greet) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let own = listener.local_addr().expect("an address").port();
        let asked = Arc::<Mutex<Vec<String>>>::default();
        let list = Arc::clone(&asked);
        thread::spawn(move || {
            for mut front in listener.incoming().flatten() {
                let Some(target) = greet(&mut front) else { continue };
                list.lock().expect("no panic there").push(target);
                let Ok(behind) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
                    continue;
                };
                for (mut from, mut to) in [(clone(&front), clone(&behind)), (behind, front)] {
                    thread::spawn(move || {
                        let _ = std::io::copy(&mut from, &mut to);
                        let _ = to.shutdown(std::net::Shutdown::Write);
                    });
                }
            }
        });
        Self { port: own, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic there").clone()
    }
}

fn clone(stream: &TcpStream) -> TcpStream {
    stream.try_clone().expect("a stream")
}

/// The head of a request to an HTTP proxy.
fn head(front: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if front.read_exact(&mut byte).is_err() {
            break;
        }
        head.extend_from_slice(&byte);
    }
    String::from_utf8_lossy(&head).into_owned()
}

fn http(front: &mut TcpStream) -> Option<String> {
    let head = head(front);
    front.write_all(b"HTTP/1.1 200 OK\r\n\r\n").ok()?;
    Some(head.strip_prefix("CONNECT ")?.split(' ').next()?.to_owned())
}

fn closed_http(front: &mut TcpStream) -> Option<String> {
    head(front);
    let _ = front.write_all(b"HTTP/1.1 403 canary4711\r\nContent-Length: 0\r\n\r\n");
    None
}

/// A user whose server is behind a proxy, and who says so in these variables, in which `PORT` is
/// the proxy's.
fn run(greet: Greet, variables: &[(&str, &str)]) -> (World, Proxy) {
    let world = World::consenting();
    let door = Door::before(&world, NAME);
    let proxy = Proxy::to(door.port, greet);
    let dsn = world.receiver.dsn();
    let key = dsn.trim_start_matches("http://").split('@').next().expect("a key");
    world.write_config(format!("telemetry:\n  collect: true\n  dsn: https://{key}@{NAME}/1\n"));
    let program = world.home.program(ANNOTATED).env("SSL_CERT_FILE", &door.certificate);
    let port = proxy.port.to_string();
    let program = variables.iter().fold(program, |program, (name, value)| {
        program.env(name, value.replace("PORT", &port))
    });
    program.args(["evaluate"]).run().quiet();
    world.home.wait_for_uploaders();
    (world, proxy)
}

#[track_caller]
fn assert_led_through((world, proxy): (World, Proxy), what: &str) {
    assert_eq!(proxy.asked(), [format!("{NAME}:443")], "{what}");
    // The receiver goes by another name than the one that led to it.
    assert_eq!(
        messages(&world.receiver.so_far()),
        [STARTED, "Start evaluate"],
        "{what}"
    );
}

#[track_caller]
fn assert_kept((world, proxy): (World, Proxy), why: &str) {
    assert_eq!(proxy.asked(), [""; 0]);
    assert_eq!(world.receiver.connections(), 0);
    assert_eq!(world.waiting_messages(), [STARTED, "Start evaluate"]);
    let asks = world.home.program(ANNOTATED).args(["status"]).env("DO_NOT_TRACK", "1");
    let status = asks.run().quiet().stdout;
    assert!(status.contains(&format!("Z: {why}\n")), "{status}");
}

#[cfg(unix)]
#[test]
fn each_variable_leads_through_it() {
    for name in [
        "https_proxy",
        "HTTPS_PROXY",
        "all_proxy",
        "ALL_PROXY",
        "http_proxy",
        "HTTP_PROXY",
    ] {
        assert_led_through(run(http, &[(name, "http://127.0.0.1:PORT")]), name);
    }
    assert_led_through(run(http, &[("https_proxy", "127.0.0.1:PORT")]), "without a scheme");
}

/// A web server puts a request's header `Proxy` into that variable.
#[cfg(target_os = "linux")]
#[test]
fn under_cgi_a_request_names_no_proxy() {
    assert_eq!(
        asked_for_this_machine(&[("HTTP_PROXY", "http://127.0.0.1:PORT")]),
        ["0.0.0.0:443"]
    );
    let of_request = [("HTTP_PROXY", "http://127.0.0.1:PORT"), ("REQUEST_METHOD", "GET")];
    assert_eq!(asked_for_this_machine(&of_request), [""; 0]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_network_is_an_exception() {
    let excepted =
        |networks| asked_for_this_machine(&[("https_proxy", "http://127.0.0.1:PORT"), ("NO_PROXY", networks)]);
    assert_eq!(excepted("10.0.0.0/8"), ["0.0.0.0:443"]);
    assert_eq!(excepted("10.0.0.0/8,0.0.0.0/8"), [""; 0]);
}

/// What a proxy is asked for if the server is `0.0.0.0`. That is this machine, and on Linux a
/// connection to it is one to the loopback address, but no rule for loopback addresses knows it.
#[cfg(target_os = "linux")]
fn asked_for_this_machine(variables: &[(&str, &str)]) -> Vec<String> {
    let world = World::consenting();
    let proxy = Proxy::to(0, |front| {
        let asked = http(front);
        let _ = front.shutdown(std::net::Shutdown::Both);
        asked
    });
    world.write_config("telemetry:\n  collect: true\n  dsn: https://0123456789abcdef0123456789abcdef@0.0.0.0/1\n");
    let port = proxy.port.to_string();
    let program = variables
        .iter()
        .fold(world.home.program(ANNOTATED), |program, (name, value)| {
            program.env(name, value.replace("PORT", &port))
        });
    program.run().quiet();
    world.home.wait_for_uploaders();
    proxy.asked()
}

/// Its words are not repeated: they may be a page that asks for a password.
#[test]
fn one_that_lets_nobody_through_is_named_as_the_reason() {
    let denied = run(closed_http, &[("HTTPS_PROXY", "http://me:secret@127.0.0.1:PORT")]);
    assert_kept(denied, "the proxy did not let it through");
}

/// Whoever names a proxy does not want anything to leave otherwise.
#[test]
fn one_that_cannot_be_used_is_not_passed_by() {
    for proxy in [
        "carrier-pigeon://127.0.0.1:PORT",
        "socks5h://127.0.0.1:PORT",
        "SOCKS4://127.0.0.1:PORT",
    ] {
        assert_kept(
            run(http, &[("https_proxy", proxy)]),
            "the environment variable https_proxy names no proxy that can be used",
        );
    }
}
