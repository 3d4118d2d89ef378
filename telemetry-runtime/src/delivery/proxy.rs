//! The proxy for a server, from the variables that other command-line programs read, with their
//! rules.
//!
//! `ureq` reads some of them by rules of its own: it takes `NO_PROXY=example.org` for that one
//! host, without those below it, and goes straight to the server where a variable says something
//! that it does not understand.

use std::env::VarError;
use std::net::IpAddr;
use ureq::Proxy;

/// What is said for one purpose comes before what is said for all. Servers that are not on this
/// machine are only ever asked by `https`; what is said for the other kind is better than nothing.
const PROXIES: &[&str] = &[
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "http_proxy",
    "HTTP_PROXY",
];
/// Under CGI, a web server hands a request's header `Proxy` to the program in this variable
/// ("httpoxy", CVE-2016-5385). curl does not read it for the same reason.
const FROM_A_REQUEST: &str = "HTTP_PROXY";
const EXCEPTIONS: &[&str] = &["no_proxy", "NO_PROXY"];

/// Returns true if a web server runs this process for a request.
pub(super) fn is_cgi() -> bool {
    std::env::var_os("REQUEST_METHOD").is_some()
}

/// Returns true for a variable that a request sets under CGI. On Windows, names that differ in case
/// are one variable.
pub(super) fn may_come_from_a_request(name: &str) -> bool {
    name == FROM_A_REQUEST || (cfg!(windows) && name.eq_ignore_ascii_case(FROM_A_REQUEST))
}

/// What the environment says.
pub(super) struct Proxies {
    /// `Err` where it names one that cannot be used. Then nothing is sent: the user does not want
    /// the proxy bypassed.
    pub(super) proxy: Result<Option<Proxy>, String>,
    exceptions: String,
}

impl Proxies {
    pub(super) fn of_environment() -> Self {
        Self::read(is_cgi(), |name| match std::env::var(name) {
            Ok(value) => Some(value),
            Err(VarError::NotPresent) => None,
            // It says something, though nothing that could be understood.
            Err(VarError::NotUnicode(value)) => Some(value.to_string_lossy().into_owned()),
        })
    }

    fn read(is_cgi: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let variable = |name: &str| variable(name).filter(|_| !(is_cgi && may_come_from_a_request(name)));
        let first = |names: &[&'static str]| {
            let mut names = names.iter();
            names.find_map(|name| Some((*name, variable(name).filter(|value| !value.trim().is_empty())?)))
        };
        let proxy = first(PROXIES).map(|(name, value)| {
            // `ureq` goes straight to the server where it is compiled without SOCKS, whose code
            // every program would carry.
            let is_socks = value
                .trim()
                .get(..5)
                .is_some_and(|scheme| scheme.eq_ignore_ascii_case("socks"));
            let proxy = Proxy::new(value.trim()).ok().filter(|_| !is_socks);
            // Its value may hold a password.
            proxy.ok_or_else(|| format!("the environment variable {name} names no proxy that can be used"))
        });
        Self {
            proxy: proxy.transpose(),
            exceptions: first(EXCEPTIONS).map_or_else(String::new, |(_, value)| value),
        }
    }

    /// Returns true if the uploader connects to this host without a proxy. `NO_PROXY` is a list of
    /// hosts and domains, addresses and networks (`10.0.0.0/8`), or `*`.
    pub(super) fn bypass(&self, host: &str) -> bool {
        let host = host.trim_matches(['[', ']']).trim_end_matches('.').to_ascii_lowercase();
        let address = host.parse::<IpAddr>().ok();
        let mut entries = self
            .exceptions
            .split([',', ' ', '\t'])
            .filter(|entry| !entry.is_empty());
        entries.any(|entry| {
            entry == "*"
                || match address {
                    Some(address) => is_within(address, entry),
                    None => is_at_or_below(&host, entry),
                }
        })
    }
}

fn is_at_or_below(host: &str, domain: &str) -> bool {
    let domain = domain.trim_start_matches("*.").trim_start_matches('.');
    let domain = domain.trim_end_matches('.').to_ascii_lowercase();
    let below = host.strip_suffix(domain.as_str());
    below.is_some_and(|below| !domain.is_empty() && (below.is_empty() || below.ends_with('.')))
}

/// Whether this is the address, or is in the network.
fn is_within(address: IpAddr, network: &str) -> bool {
    let (start, bits) = match network.split_once('/') {
        Some((start, bits)) => (start, bits.parse::<u32>().ok()),
        None => (network, Some(128)),
    };
    let whole = |address| match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    };
    let Some((start, bits)) = start.trim_matches(['[', ']']).parse::<IpAddr>().ok().zip(bits) else {
        return false;
    };
    let length = if start.is_ipv4() { 32 } else { 128 };
    if network.contains('/') && bits > length {
        return false;
    }
    let ignored = length - bits.min(length);
    let prefix = |address| whole(address).checked_shr(ignored);
    start.is_ipv4() == address.is_ipv4() && prefix(start) == prefix(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Proxies {
        let find = |name: &str| variables.iter().find(|(known, _)| *known == name);
        let is_cgi = find("REQUEST_METHOD").is_some();
        Proxies::read(is_cgi, |name| find(name).map(|(_, value)| (*value).to_owned()))
    }

    fn host(variables: &[(&str, &str)]) -> Option<String> {
        of(variables).proxy.unwrap().map(|proxy| proxy.host().to_owned())
    }

    #[test]
    fn what_is_said_for_one_purpose_comes_first() {
        assert_eq!(host(&[]), None);
        for name in PROXIES {
            assert_eq!(host(&[(name, "http://a:3128")]).as_deref(), Some("a"), "{name}");
        }
        assert_eq!(
            host(&[
                ("ALL_PROXY", "http://all"),
                ("HTTPS_PROXY", "http://a"),
                ("HTTP_PROXY", "http://b")
            ])
            .as_deref(),
            Some("a")
        );
        assert_eq!(
            host(&[("https_proxy", ""), ("all_proxy", "http://b:1080")]).as_deref(),
            Some("b")
        );
    }

    #[test]
    fn what_is_not_understood_is_not_passed_by() {
        let proxies = of(&[
            ("https_proxy", "carrier-pigeon://me:secret@roof"),
            ("http_proxy", "http://a"),
        ]);
        let error = proxies.proxy.unwrap_err();
        assert!(error.contains("https_proxy") && !error.contains("secret"), "{error}");
    }

    /// The same table as `.ci/curl` holds against curl.
    #[test]
    fn the_table() {
        let rows = include_str!("proxy/cases.txt").lines();
        let rows: Vec<&str> = rows.filter(|row| !row.is_empty() && !row.starts_with('#')).collect();
        assert!(rows.len() > 30);
        for row in rows {
            let [variables, host, expected] = row.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
                panic!("{row}");
            };
            let variables: Vec<(&str, &str)> = variables.split("; ").filter_map(|pair| pair.split_once('=')).collect();
            let proxies = of(&variables);
            let is_proxied = proxies.proxy.clone().unwrap().is_some() && !proxies.bypass(host);
            assert_eq!(if is_proxied { "proxy" } else { "direct" }, expected, "{row}");
        }
    }

    /// curl does not know networks of IPv6, at least up to 7.88.
    #[test]
    fn a_network_of_ipv6_is_an_exception() {
        let proxies = of(&[("NO_PROXY", "2001:db8::/32")]);
        assert!(proxies.bypass("[2001:db8::1]") && !proxies.bypass("[2001:db9::1]"));
    }

    #[test]
    fn exceptions_are_hosts_and_domains() {
        let bypassed = |list: &str, host: &str| of(&[("NO_PROXY", list)]).bypass(host);
        for list in [
            "*",
            "example.org",
            ".example.org",
            "*.example.org",
            "EXAMPLE.org.",
            "a, example.org",
            "a example.org",
            "sentry.example.org",
        ] {
            assert!(bypassed(list, "sentry.example.org"), "{list}");
        }
        for list in [
            "",
            " ",
            ",",
            ".",
            "example.com",
            "ample.org",
            "a.sentry.example.org",
            "org.example",
        ] {
            assert!(!bypassed(list, "sentry.example.org"), "{list}");
        }
        assert!(bypassed("example.org", "example.org"));
    }
}
