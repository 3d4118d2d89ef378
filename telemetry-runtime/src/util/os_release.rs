//! The distribution, as `os-release(5)` names it, narrowed to a closed list.

use crate::util::files;
use std::path::Path;
use std::sync::OnceLock;

/// The file has some hundred bytes.
const LARGEST: u64 = 64 * 1024;

/// `ID` → name. Anything else is `Linux`: a rare distribution would point at its few users.
const KNOWN: [(&str, &str); 14] = [
    ("alpine", "Alpine Linux"),
    ("amzn", "Amazon Linux"),
    ("arch", "Arch Linux"),
    ("centos", "CentOS"),
    ("debian", "Debian"),
    ("fedora", "Fedora"),
    ("linuxmint", "Linux Mint"),
    ("manjaro", "Manjaro"),
    ("nixos", "NixOS"),
    ("opensuse-leap", "openSUSE"),
    ("opensuse-tumbleweed", "openSUSE"),
    ("pop", "Pop!_OS"),
    ("rhel", "Red Hat Enterprise Linux"),
    ("ubuntu", "Ubuntu"),
];

/// Name and version of this machine's distribution.
#[cfg_attr(not(target_os = "linux"), expect(dead_code, reason = "only Linux has distributions"))]
pub(crate) fn read() -> (&'static str, Option<String>) {
    // It does not change while a program runs, and every event says it.
    static READ: OnceLock<(&str, Option<String>)> = OnceLock::new();
    let read = || {
        let file = files::open_followed(Path::new("/etc/os-release"));
        let bytes = file.and_then(|file| files::read_from(&file, LARGEST));
        parse(&String::from_utf8_lossy(&bytes.unwrap_or_default()))
    };
    READ.get_or_init(read).clone()
}

fn parse(text: &str) -> (&'static str, Option<String>) {
    let value = |key: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix('='))?;
        Some(line.trim_matches(['"', '\'']))
    };
    let known = value("ID").and_then(|id| KNOWN.iter().find(|(known, _)| *known == id));
    match known {
        Some((_, name)) => (name, value("VERSION_ID").and_then(major_minor)),
        // The version of an unlisted distribution would give away which one it is.
        None => ("Linux", None),
    }
}

/// `22.04.3` → `22.04`; `None` where the version is no number.
pub(crate) fn major_minor(version: &str) -> Option<String> {
    let number = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = version.split('.').take(2).take_while(number).collect();
    (!parts.is_empty()).then(|| parts.join("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_distribution_is_named_and_others_are_not() {
        assert_eq!(
            parse("NAME=\"Ubuntu\"\nVERSION_ID=\"22.04\"\nID=ubuntu\n"),
            ("Ubuntu", Some("22.04".into()))
        );
        assert_eq!(parse("ID=\"arch\"\nBUILD_ID=rolling\n"), ("Arch Linux", None));
        assert_eq!(parse("ID=myown\nVERSION_ID=7.1\n"), ("Linux", None));
        assert_eq!(parse(""), ("Linux", None));
    }

    #[test]
    fn versions_are_cut() {
        assert_eq!(major_minor("14.5.1").as_deref(), Some("14.5"));
        assert_eq!(major_minor("12").as_deref(), Some("12"));
        assert_eq!(major_minor("3.19_alpha20240807").as_deref(), Some("3"));
        assert_eq!(major_minor("rolling"), None);
    }
}
