//! The proxy that leads to a server, by the variables that other command-line programs read, and as they read them.
//!
//! `ureq` reads some of them by rules of its own: it takes `NO_PROXY=example.org` for that one host, without those below it, and goes
//! straight to the server where a variable says something that it does not understand.

use std::env::VarError;
use ureq::Proxy;

/// What is said for one purpose comes before what is said for all. Servers that are not on this machine are only ever asked by `https`; what
/// is said for the other kind is better than nothing.
const PROXIES: &[&str] = &[
    "https_proxy",
    "HTTPS_PROXY",
    "all_proxy",
    "ALL_PROXY",
    "http_proxy",
    "HTTP_PROXY",
];
const EXCEPTIONS: &[&str] = &["no_proxy", "NO_PROXY"];

/// What the environment says.
pub(super) struct Proxies {
    /// `Err` where it names one that cannot be used. Then nobody is asked: the user does not want it to be asked otherwise.
    pub(super) proxy: Result<Option<Proxy>, String>,
    exceptions: String,
}

impl Proxies {
    pub(super) fn of_environment() -> Self {
        Self::read(|name| match std::env::var(name) {
            Ok(value) => Some(value),
            Err(VarError::NotPresent) => None,
            // It says something, though nothing that could be understood.
            Err(VarError::NotUnicode(value)) => Some(value.to_string_lossy().into_owned()),
        })
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        let first = |names: &[&'static str]| {
            let mut names = names.iter();
            names.find_map(|name| Some((*name, variable(name).filter(|value| !value.trim().is_empty())?)))
        };
        let proxy = first(PROXIES).map(|(name, value)| {
            // `ureq` goes straight to the server where it is compiled without SOCKS, whose code every program would carry.
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

    /// Whether this host is asked without a proxy: `NO_PROXY` is a list of hosts and domains, or `*`.
    pub(super) fn spare(&self, host: &str) -> bool {
        let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
        let entries = self.exceptions.split([',', ' ', '\t']);
        entries.filter(|entry| !entry.is_empty()).any(|entry| {
            let entry = entry
                .trim_start_matches("*.")
                .trim_start_matches('.')
                .to_ascii_lowercase();
            let entry = entry.trim_matches(['[', ']']).trim_end_matches('.');
            let below = host.strip_suffix(entry);
            entry == "*" || below.is_some_and(|below| !entry.is_empty() && (below.is_empty() || below.ends_with('.')))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Proxies {
        let find = |name: &str| variables.iter().find(|(known, _)| *known == name);
        Proxies::read(|name| find(name).map(|(_, value)| (*value).to_owned()))
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

    #[test]
    fn exceptions_are_hosts_and_domains() {
        let spared = |list: &str, host: &str| of(&[("NO_PROXY", list)]).spare(host);
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
            assert!(spared(list, "sentry.example.org"), "{list}");
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
            assert!(!spared(list, "sentry.example.org"), "{list}");
        }
        assert!(spared("example.org", "example.org"));
        assert!(spared("10.0.0.7", "10.0.0.7") && spared("2001:db8::1", "[2001:db8::1]"));
    }
}
