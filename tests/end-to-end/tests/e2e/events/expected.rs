//! What every event of the programs under test holds, made from other sources than the programs
//! themselves.

use end_to_end::World;
use serde_json::{Map, Value, json};
use std::fs;

/// The direct dependencies of this package, as its manifest names them. A new one belongs here.
const DEPENDENCIES: &[&str] = &[
    "anyhow",
    "async-std",
    "async-trait",
    #[cfg(unix)]
    "better-panic",
    "clap",
    #[cfg(unix)]
    "color-eyre",
    #[cfg(unix)]
    "ctrlc",
    #[cfg(unix)]
    "daemonize",
    "eyre",
    #[cfg(unix)]
    "human-panic",
    #[cfg(unix)]
    "libc",
    "macro_rules_attribute",
    "opt-in-telemetry",
    "receiver",
    #[cfg(unix)]
    "rustix",
    "sentry",
    "serde_json",
    #[cfg(unix)]
    "signal-hook",
    "smol-macros",
    "snafu",
    "tempfile",
    "tokio",
    "uuid",
    #[cfg(windows)]
    "windows-sys",
];

/// The whole event: what all have in common, this, and what differs from one event to the next, its
/// id and its time.
pub(super) fn whole(world: &World, arrived: &Value, own: &Value) -> Value {
    let mut event = json!({
        "event_id": arrived["event_id"],
        "timestamp": arrived["timestamp"],
        "platform": "native",
        "release": "end-to-end@0.1.0",
        "environment": environment(),
        "server_name": "none",
        "user": { "id": world.user_id() },
        "contexts": {
            "app": { "type": "app", "app_name": "end-to-end", "app_version": "0.1.0" },
            "device": { "type": "device", "arch": std::env::consts::ARCH },
            "os": system(),
            "runtime": { "type": "runtime", "name": "rustc", "version": rustc() },
        },
        "modules": modules(),
        "sdk": { "name": "opt-in-telemetry", "version": "0.1.0", "settings": { "infer_ip": "never" } },
    });
    let fields = event.as_object_mut().expect("an object");
    fields.extend(own.as_object().expect("an object").clone());
    event
}

/// By the profile under which the tests, and so the programs, are compiled.
pub(super) fn environment() -> &'static str {
    if cfg!(debug_assertions) {
        "development"
    } else {
        "production"
    }
}

/// The compiler that cargo uses here. Tests that run under Wine cannot ask it, and are told.
fn rustc() -> String {
    if let Some(version) = std::env::var("RUSTC_VERSION").ok().filter(|_| cfg!(windows)) {
        return version;
    }
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let said = std::process::Command::new(rustc).arg("--version").output();
    let said = String::from_utf8(said.expect("a compiler").stdout).expect("a version");
    said.split(' ').nth(1).expect("`rustc 1.2.3 (…)`").to_owned()
}

/// The versions that the lock file says. Those of this package's own neighbours are all the same.
fn modules() -> Map<String, Value> {
    let lock = concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock");
    let lock = fs::read_to_string(lock).expect("the lock file");
    let packages: Vec<Vec<&str>> = lock
        .split("[[package]]")
        .map(|package| package.lines().collect())
        .collect();
    let value = |package: &[&str], key: &str| {
        let line = package
            .iter()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    // Where two versions of a package are locked, the list of dependencies says which: ` "rustix
    // 1.1.6",`.
    let this = packages
        .iter()
        .find(|package| value(package, "name").as_deref() == Some("end-to-end"));
    let named = |name: &str| {
        let line = this?.iter().map(|line| line.trim_matches([' ', '"', ',']));
        line.filter_map(|line| line.split_once(' '))
            .find(|(named, _)| *named == name)
            .map(|(_, version)| version.to_owned())
    };
    let locked = |name: &str| {
        let package = packages
            .iter()
            .find(|package| value(package, "name").as_deref() == Some(name));
        value(package?, "version")
    };
    DEPENDENCIES
        .iter()
        .map(|name| {
            let version = named(name).or_else(|| locked(name));
            (
                (*name).to_owned(),
                json!(version.unwrap_or_else(|| panic!("{name} is locked"))),
            )
        })
        .collect()
}

/// Every Windows since 10 calls itself so.
#[cfg(windows)]
fn system() -> Value {
    json!({ "type": "os", "name": "Windows", "version": "10.0" })
}

/// The distribution by its own file, if it is one of the many; a rare one is only `Linux`.
#[cfg(target_os = "linux")]
fn system() -> Value {
    const NAMES: [(&str, &str); 5] = [
        ("alpine", "Alpine Linux"),
        ("arch", "Arch Linux"),
        ("debian", "Debian"),
        ("fedora", "Fedora"),
        ("ubuntu", "Ubuntu"),
    ];
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let value = |key: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix('='))?;
        Some(line.trim_matches('"').to_owned())
    };
    let id = value("ID").unwrap_or_default();
    let Some((_, name)) = NAMES.iter().find(|(known, _)| *known == id) else {
        return json!({ "type": "os", "name": "Linux" });
    };
    match value("VERSION_ID") {
        Some(version) => {
            let short: Vec<&str> = version.split('.').take(2).collect();
            json!({ "type": "os", "name": name, "version": short.join(".") })
        }
        None => json!({ "type": "os", "name": name }),
    }
}

#[cfg(target_os = "macos")]
fn system() -> Value {
    let said = std::process::Command::new("sw_vers").arg("-productVersion").output();
    let version = String::from_utf8(said.expect("a version").stdout).expect("a version");
    let short: Vec<&str> = version.trim().split('.').take(2).collect();
    json!({ "type": "os", "name": "macOS", "version": short.join(".") })
}
