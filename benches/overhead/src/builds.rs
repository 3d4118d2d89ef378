//! The size of the executables, and the time to build them.

use crate::programs::{Kind, Programs};
use harness::Result;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Instant;

const COLUMNS: [(&str, Kind); 4] = [
    ("bare", Kind::Bare),
    ("ours", Kind::Ours),
    ("plain, reduced", Kind::Lean),
    ("plain, defaults", Kind::Default),
];

/// The faster of so many builds counts.
const BUILDS: usize = 2;

/// With builds if there is a directory for them. It is not tidied up in between: see
/// [`harness::settle`].
pub(crate) fn table(programs: &Programs, directory: Option<&Path>) -> Result<String> {
    let mut text =
        "| | bytes, stripped | MB over bare | packages compiled | clean release build, s |\n|---|--:|--:|--:|--:|\n"
            .to_owned();
    let mut seconds = COLUMNS.map(|_| f64::INFINITY);
    if let Some(directory) = directory {
        for round in 1..=BUILDS {
            for ((title, kind), fastest) in COLUMNS.into_iter().zip(&mut seconds) {
                eprintln!("Building from nothing, {title}, {round} of {BUILDS} …");
                let target = directory.join(format!("built-{kind:?}-{round}"));
                *fastest = fastest.min(clean_build(kind, &[], &target)?);
            }
        }
    }
    let bare = fs::metadata(programs.of(Kind::Bare))?.len();
    for ((title, kind), seconds) in COLUMNS.into_iter().zip(seconds) {
        let size = fs::metadata(programs.of(kind))?.len();
        let over = f64::from(u32::try_from(size.saturating_sub(bare))?) / 1e6;
        let time = if seconds.is_finite() {
            format!("{seconds:.1}")
        } else {
            "not built".to_owned()
        };
        let _ = writeln!(
            text,
            "| {title} | {size} | {over:.2} | {} | {time} |",
            kind.build().packages()?
        );
    }
    Ok(text)
}

/// In seconds, in a target directory that is made for it, with these variables in cargo's
/// environment.
pub(crate) fn clean_build(kind: Kind, environment: &[(&str, &OsStr)], target: &Path) -> Result<f64> {
    fs::create_dir(target)?;
    let start = Instant::now();
    kind.build().build_with(environment, target, &target.join("program"))?;
    Ok(start.elapsed().as_secs_f64())
}
