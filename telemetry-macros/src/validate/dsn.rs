//! The rules of a DSN that is written as a literal: `https://<key>@<host>[:<port>]/[<path>/]<project>`.
//!
//! A typing error in a DSN is found by nobody until the events are missed, so each part is checked here.

/// What is wrong with a DSN, and the fix.
pub(crate) fn mistake(dsn: &str) -> Option<String> {
    check(dsn).err()
}

fn check(dsn: &str) -> Result<(), String> {
    if dsn.is_empty() {
        return refuse("it is empty: leave `dsn` out, and nothing is sent");
    }
    if dsn.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return refuse("it holds a blank");
    }
    let Some((scheme, rest)) = dsn.split_once("://") else {
        return refuse("it has no scheme: it begins with `https://`");
    };
    if scheme != "https" && scheme != "http" {
        return refuse(format!("its scheme is `{scheme}`: it begins with `https://`"));
    }
    if rest.contains(['?', '#']) {
        return refuse("it has a query or a fragment: it ends with the project's number");
    }
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let Some((user, address)) = authority.rsplit_once('@') else {
        return refuse("it has no key: the key stands before the host, `https://<key>@<host>/<project>`");
    };
    check_key(user)?;
    let host = check_address(address)?;
    if scheme == "http" && !is_loopback(host) {
        return refuse(format!(
            "`http` is for this machine alone, where events do not travel: `https://…@{address}/…`"
        ));
    }
    check_project(path)
}

fn refuse<T>(reason: impl std::fmt::Display) -> Result<T, String> {
    Err(format!("this DSN cannot work: {reason}"))
}

fn check_key(user: &str) -> Result<(), String> {
    let (key, secret) = user
        .split_once(':')
        .map_or((user, None), |(key, secret)| (key, Some(secret)));
    if key.is_empty() {
        return refuse("its key is empty: `https://<key>@<host>/<project>`");
    }
    if let Some(stranger) = key
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'))
    {
        return refuse(format!(
            "its key holds `{stranger}`: copy the key from the project's settings"
        ));
    }
    if secret.is_some() {
        return refuse(
            "it holds the secret half of the key, which must not be given to users: drop `:…` before the `@`",
        );
    }
    Ok(())
}

/// The host, without the port.
fn check_address(address: &str) -> Result<&str, String> {
    let (host, port) = match address.rfind(']') {
        Some(end) => match address.split_at(end + 1) {
            (host, "") => (host, None),
            (host, rest) => (host, Some(rest.strip_prefix(':').unwrap_or(rest))),
        },
        None => address
            .split_once(':')
            .map_or((address, None), |(host, port)| (host, Some(port))),
    };
    if host.is_empty() {
        return refuse("it has no host: `https://<key>@<host>/<project>`");
    }
    let in_brackets = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let is_host = match in_brackets {
        Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
        None => host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')),
    };
    if !is_host {
        return refuse(format!("`{host}` is no host"));
    }
    match port.map(str::parse::<u16>) {
        None | Some(Ok(1..)) => Ok(host),
        Some(_) => refuse(format!("`{}` is no port", port.unwrap_or_default())),
    }
}

fn check_project(path: &str) -> Result<(), String> {
    let project = path.rsplit('/').next().unwrap_or_default();
    if project.is_empty() {
        return refuse("it has no project: it ends with the project's number, `https://<key>@<host>/<project>`");
    }
    if let Some(stranger) = path
        .chars()
        .find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.' | '/'))
    {
        return refuse(format!(
            "its project holds `{stranger}`: copy the number from the project's settings"
        ));
    }
    Ok(())
}

fn is_loopback(host: &str) -> bool {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
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
            assert_eq!(mistake(dsn), None, "{dsn}");
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
            let said = mistake(dsn).unwrap_or_else(|| panic!("{dsn:?} was accepted"));
            assert!(said.contains(expected), "{dsn}: {said}");
        }
    }
}
