//! The rules of a DSN that is written as a literal:
//! `https://<key>@<host>[:<port>]/[<path>/]<project>`.
//!
//! An author notices a typing error in a DSN only when events are missing, so each part is checked
//! here. The runtime parses a DSN by the same rules (`telemetry-runtime/src/model/dsn.rs`), but
//! also accepts the secret half of a key.

use super::text::{all_of, ensure};
use std::net::{IpAddr, Ipv6Addr};

/// A mistake in a DSN, and the fix.
pub(crate) fn check(dsn: &str) -> Result<(), String> {
    check_parts(dsn).map_err(|mistake| format!("this DSN cannot work: {mistake}"))
}

fn check_parts(dsn: &str) -> Result<(), String> {
    ensure(!dsn.is_empty(), "it is empty: leave `dsn` out, and nothing is sent")?;
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    ensure(!dsn.contains(is_blank), "it holds a blank")?;
    let (scheme, rest) = dsn
        .split_once("://")
        .ok_or("it has no scheme: it begins with `https://`")?;
    ensure(
        matches!(scheme, "https" | "http"),
        format!("its scheme is `{scheme}`: it begins with `https://`"),
    )?;
    ensure(
        !rest.contains(['?', '#']),
        "it has a query or a fragment: it ends with the project's number",
    )?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (user, address) = authority
        .rsplit_once('@')
        .ok_or("it has no key: the key stands before the host, `https://<key>@<host>/<project>`")?;
    check_key(user)?;
    let (host, port) = host_and_port(address);
    check_address(host, port)?;
    ensure(
        scheme == "https" || is_loopback(host),
        format!("`http` is for this machine alone, where events do not travel: `https://…@{address}/…`"),
    )?;
    check_project(path)
}

fn check_key(user: &str) -> Result<(), String> {
    let (key, secret) = match user.split_once(':') {
        Some((key, secret)) => (key, Some(secret)),
        None => (user, None),
    };
    ensure(!key.is_empty(), "its key is empty: `https://<key>@<host>/<project>`")?;
    let why = ": copy the key from the project's settings";
    all_of(key, |c| is_plain(c, "-_"), why).map_err(|mistake| format!("its key {mistake}"))?;
    ensure(
        secret.is_none(),
        "it holds the secret half of the key, which must not be given to users: drop `:…` before the `@`",
    )
}

fn host_and_port(address: &str) -> (&str, Option<&str>) {
    match address.rsplit_once(':') {
        // An address of version 6 has colons of its own, within brackets.
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (address, None),
    }
}

fn check_address(host: &str, port: Option<&str>) -> Result<(), String> {
    ensure(!host.is_empty(), "it has no host: `https://<key>@<host>/<project>`")?;
    let is_host = match host.strip_prefix('[').map(|inner| inner.strip_suffix(']')) {
        Some(inner) => inner.is_some_and(|inner| inner.parse::<Ipv6Addr>().is_ok()),
        None => host.chars().all(|c| is_plain(c, "-._")),
    };
    ensure(is_host, format!("`{host}` is no host"))?;
    let is_port = |port: &str| matches!(port.parse::<u16>(), Ok(1..));
    ensure(
        port.is_none_or(is_port),
        format!("`{}` is no port", port.unwrap_or_default()),
    )
}

fn check_project(path: &str) -> Result<(), String> {
    ensure(
        !path.is_empty() && !path.ends_with('/'),
        "it has no project: it ends with the project's number, `https://<key>@<host>/<project>`",
    )?;
    let why = ": copy the number from the project's settings";
    all_of(path, |c| is_plain(c, "-_./"), why).map_err(|mistake| format!("its project {mistake}"))
}

/// Letters and digits of ASCII, and these others.
fn is_plain(c: char, others: &str) -> bool {
    c.is_ascii_alphanumeric() || others.contains(c)
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dsns_of_servers_are_accepted() {
        for dsn in [
            "https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/42",
            "https://key@errors.example.org:8443/a/path/7",
            "http://key@localhost:8000/1",
            "http://key@127.0.0.1:8000/1",
            "http://key@127.8.9.1/1",
            "http://key@[::1]:8000/1",
            "https://key@[2001:db8::1]/1",
        ] {
            assert_eq!(check(dsn), Ok(()), "{dsn}");
        }
    }

    #[test]
    fn each_part_is_checked() {
        for (dsn, expected) in [
            ("", "it is empty"),
            ("https://key@host/1 ", "holds a blank"),
            ("key@host/1", "no scheme"),
            ("ftp://key@host/1", "scheme is `ftp`"),
            ("HTTPS://key@host/1", "scheme is `HTTPS`"),
            ("https://key@host/1?a=b", "a query"),
            ("https://host/1", "no key"),
            ("https://@host/1", "key is empty"),
            ("https://<key>@host/1", "key holds `<`"),
            ("https://key:secret@host/1", "the secret half"),
            ("https://key:@host/1", "the secret half"),
            ("https://key@/1", "no host"),
            ("https://key@:80/1", "no host"),
            ("https://key@<host>/1", "`<host>` is no host"),
            ("https://key@[::1/1", "is no host"),
            ("https://key@[x]/1", "`[x]` is no host"),
            ("https://key@host:/1", "`` is no port"),
            ("https://key@host:0/1", "`0` is no port"),
            ("https://key@host:99999/1", "`99999` is no port"),
            ("https://key@host", "no project"),
            ("https://key@host/", "no project"),
            ("https://key@host/path/", "no project"),
            ("https://key@host/<project>", "project holds `<`"),
            ("http://key@sentry.example.org/1", "`http` is for this machine alone"),
            ("http://key@127.0.0.1.example.org/1", "`http` is for this machine alone"),
            ("http://key@localhost.example.org/1", "`http` is for this machine alone"),
        ] {
            let said = check(dsn).unwrap_err();
            assert!(said.contains(expected), "{dsn}: {said}");
        }
    }
}
