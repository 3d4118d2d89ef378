//! The environment of the uploader: the variables that it needs, and no other of the program's.

use super::proxy;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// Variables for the user's directories, the way to the network, and the loading of the executable.
const KEPT: &[&str] = &[
    "DO_NOT_TRACK",
    "HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    #[cfg(target_os = "macos")]
    "DYLD_FORCE_FLAT_NAMESPACE",
    #[cfg(windows)]
    "USERPROFILE",
    #[cfg(windows)]
    "APPDATA",
    #[cfg(windows)]
    "LOCALAPPDATA",
    #[cfg(windows)]
    "SYSTEMROOT",
    #[cfg(windows)]
    "PATH",
];

/// Variables that are kept, and whose values are paths or lists of paths.
const PATHS: &[&str] = &[
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    LIBRARY_PATH,
    PRELOAD,
    "PROXYCHAINS_CONF_FILE",
    "TORSOCKS_CONF_FILE",
    // Cargo sets this one, and not `DYLD_LIBRARY_PATH`, for the programs that it runs.
    #[cfg(target_os = "macos")]
    "DYLD_FALLBACK_LIBRARY_PATH",
    #[cfg(target_os = "macos")]
    "DYLD_FALLBACK_FRAMEWORK_PATH",
    #[cfg(target_os = "macos")]
    "DYLD_FRAMEWORK_PATH",
    #[cfg(target_os = "macos")]
    "DYLD_INSERT_LIBRARIES",
    #[cfg(target_os = "macos")]
    "DYLD_LIBRARY_PATH",
];

/// Here, an empty entry means the current directory.
const LIBRARY_PATH: &str = "LD_LIBRARY_PATH";
/// Entries are separated by spaces, too, and one without a slash is searched for.
const PRELOAD: &str = "LD_PRELOAD";

/// Prefixes of variables of programs that redirect a program's connections with a library in front
/// of it (`LD_PRELOAD`). The uploader's connections are redirected as well.
const KEPT_PREFIXES: &[&str] = &["PROXYCHAINS_", "TORSOCKS_"];

/// The variables of this process that the uploader gets. `own` is `<APP>_TELEMETRY`. Relative paths
/// are of `directory`, in which the program was started; the uploader works in another.
pub(super) fn of_uploader<'a>(
    own: &'a str,
    directory: Option<&'a Path>,
) -> impl Iterator<Item = (OsString, OsString)> + 'a {
    let is_cgi = proxy::is_cgi();
    std::env::vars_os().filter_map(move |(name, value)| {
        let known = name.to_str().filter(|name| is_kept(name, own))?;
        if is_cgi && proxy::may_come_from_a_request(known) {
            return None;
        }
        let value = match directory {
            Some(directory) if PATHS.contains(&known) && !value.is_empty() => absolute(known, &value, directory),
            _ => value,
        };
        Some((name, value))
    })
}

/// Returns true for a variable that an uploader needs: one of the lists, or the program's own,
/// named `<APP>_TELEMETRY` or beginning with `<APP>_TELEMETRY_`.
fn is_kept(name: &str, own: &str) -> bool {
    // Windows keeps the case in which a name was set, and ignores it: `Path`, `SYSTEMROOT`.
    let upper = name.to_ascii_uppercase();
    let name = if cfg!(windows) { upper.as_str() } else { name };
    let is_own = name
        .strip_prefix(own)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('_'));
    is_own
        || KEPT.contains(&name)
        || PATHS.contains(&name)
        || KEPT_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// The same list with absolute paths. A value that cannot be written as a list stays what it is.
fn absolute(name: &str, value: &OsStr, directory: &Path) -> OsString {
    let spaced = value.to_str().filter(|_| name == PRELOAD);
    let value = spaced.map_or_else(|| value.to_owned(), |value| value.replace(' ', ":").into());
    let paths = std::env::split_paths(&value).map(|path| {
        let stays = match path.to_str() {
            Some("") => name != LIBRARY_PATH,
            // `$ORIGIN` and the like are the dynamic loader's.
            Some(path) => path.starts_with('$') || (name == PRELOAD && !path.contains('/')),
            None => false,
        };
        if stays { path } else { joined(directory, &path) }
    });
    std::env::join_paths(paths).unwrap_or(value)
}

fn joined(directory: &Path, path: &Path) -> PathBuf {
    if path.as_os_str().is_empty() {
        return directory.to_owned();
    }
    // An absolute path stays what it is.
    directory.join(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_as_the_platform_compares_them() {
        let kept = |name| is_kept(name, "SNATCH_TELEMETRY");
        for name in ["HTTPS_PROXY", "https_proxy", "SNATCH_TELEMETRY", "SNATCH_TELEMETRY_DSN"] {
            assert!(kept(name), "{name}");
        }
        for name in ["", "API_TOKEN", "SNATCH_TELEMETRYX", "SNATCH", "OTHER_TELEMETRY"] {
            assert!(!kept(name), "{name}");
        }
        assert_eq!(kept("snatch_telemetry"), cfg!(windows));
        assert_eq!(kept("Https_Proxy"), cfg!(windows));
        for name in ["Path", "PATH", "SYSTEMROOT", "SystemRoot", "UserProfile"] {
            assert_eq!(kept(name), cfg!(windows), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn relative_paths_become_absolute() {
        for (name, value, expected) in [
            ("SSL_CERT_FILE", "tls/ca.pem", "/here/tls/ca.pem"),
            ("SSL_CERT_FILE", "/etc/ca.pem", "/etc/ca.pem"),
            ("SSL_CERT_DIR", "a:/b:../c", "/here/a:/b:/here/../c"),
            ("SSL_CERT_DIR", ":/b", ":/b"),
            ("LD_LIBRARY_PATH", "lib:/lib", "/here/lib:/lib"),
            ("LD_LIBRARY_PATH", "/lib:", "/lib:/here"),
            ("LD_LIBRARY_PATH", "$ORIGIN/../lib", "$ORIGIN/../lib"),
            ("LD_PRELOAD", "libsearched.so", "libsearched.so"),
            ("LD_PRELOAD", "./a.so b.so:/c.so", "/here/./a.so:b.so:/c.so"),
        ] {
            let absolute = absolute(name, value.as_ref(), "/here".as_ref());
            assert_eq!(absolute, expected, "{name}={value}");
        }
    }
}
