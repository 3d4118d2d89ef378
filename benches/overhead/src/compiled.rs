//! Where the time of a clean build goes: this executable is put in front of the compiler
//! (`RUSTC_WRAPPER`) and writes down how long it took for what. One job at a time, so that no
//! package's time is that of another.

use crate::builds::clean_build;
use crate::programs::Kind;
use harness::Result;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

/// Names the file in which it is written down, and so says that this is what the process is for.
const LOG: &str = "OVERHEAD_COMPILED";
const KINDS: [Kind; 2] = [Kind::Ours, Kind::Lean];
/// Packages that take fewer seconds than this in both builds are one line.
const LITTLE: f64 = 1.0;

/// How long the compiler took for each package, in seconds, and the whole build.
struct Profile {
    packages: BTreeMap<String, f64>,
    all: f64,
}

/// Stands in for the compiler, if that is what this process was started for: `compiler arguments…`
pub(crate) fn compile_if_asked() -> Option<ExitCode> {
    let log = std::env::var_os(LOG)?;
    let mut arguments = std::env::args_os().skip(1);
    let compiler = arguments.next()?;
    Some(match compile(&log, &compiler, arguments.collect()) {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

fn compile(log: &OsString, compiler: &OsString, arguments: Vec<OsString>) -> Result<u8> {
    let name = arguments
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .nth(1)
        .map(|name| name.to_string_lossy().into_owned());
    let start = Instant::now();
    let status = Command::new(compiler).args(arguments).status()?;
    if let Some(name) = name {
        let line = format!("{name} {}\n", start.elapsed().as_secs_f64());
        File::options()
            .append(true)
            .create(true)
            .open(log)?
            .write_all(line.as_bytes())?;
    }
    Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

/// The table, of builds below this directory.
pub(crate) fn table(directory: &Path) -> Result<String> {
    let mut profiles = Vec::new();
    for kind in KINDS {
        eprintln!("Building from nothing, one job at a time, {kind:?} …");
        profiles.push(profile(kind, &directory.join(format!("compiled-{kind:?}")))?);
    }
    let mut text = "| seconds, one job at a time | ours | plain, reduced |\n|---|--:|--:|\n".to_owned();
    let mut names: Vec<&String> = profiles.iter().flat_map(|profile| profile.packages.keys()).collect();
    names.sort_unstable();
    names.dedup();
    let longest = |name: &str| profiles.iter().map(|profile| profile.of(name)).fold(0.0, f64::max);
    names.sort_by(|one, other| longest(other).total_cmp(&longest(one)));
    let mut row = |title: &str, value: &dyn Fn(&Profile) -> f64| {
        let cells: Vec<String> = profiles
            .iter()
            .map(|profile| format!("{:.1}", value(profile)))
            .collect();
        let _ = writeln!(text, "| {title} | {} |", cells.join(" | "));
    };
    for name in names.iter().filter(|name| longest(name) >= LITTLE) {
        row(name, &|profile| profile.of(name));
    }
    row("all others", &|profile| {
        let little = names.iter().filter(|name| longest(name) < LITTLE);
        little.map(|name| profile.of(name)).sum()
    });
    row("build scripts, and cargo itself", &|profile| {
        profile.all - profile.packages.values().sum::<f64>()
    });
    row("together", &|profile| profile.all);
    Ok(text)
}

impl Profile {
    fn of(&self, name: &str) -> f64 {
        self.packages.get(name).copied().unwrap_or_default()
    }
}

fn profile(kind: Kind, target: &Path) -> Result<Profile> {
    let log = target.join("compiled");
    let this = std::env::current_exe()?;
    let environment = [
        ("RUSTC_WRAPPER", this.as_os_str()),
        (LOG, log.as_os_str()),
        ("CARGO_BUILD_JOBS", "1".as_ref()),
    ];
    let all = clean_build(kind, &environment, target)?;
    let mut packages = BTreeMap::new();
    for line in fs::read_to_string(&log)?.lines() {
        let (name, seconds) = line.split_once(' ').ok_or("a torn line")?;
        // All build scripts are of one name.
        *packages.entry(name.to_owned()).or_default() += seconds.parse::<f64>()?;
    }
    Ok(Profile { packages, all })
}
