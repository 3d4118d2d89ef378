//! What the executables weigh, and what it takes to build them.

use crate::programs::{Kind, Programs};
use harness::Result;
use std::fmt::Write as _;
use std::fs;
use std::time::Instant;
use tempfile::TempDir;

const COLUMNS: [(&str, Kind); 4] = [
    ("bare", Kind::Bare),
    ("ours", Kind::Ours),
    ("plain, reduced", Kind::Lean),
    ("plain, defaults", Kind::Default),
];

/// The faster of so many builds counts.
const BUILDS: usize = 2;

pub(crate) fn table(programs: &Programs, with_builds: bool) -> Result<String> {
    let mut text =
        "| | bytes, stripped | MB over bare | packages compiled | clean release build, s |\n|---|--:|--:|--:|--:|\n"
            .to_owned();
    let mut seconds = COLUMNS.map(|_| f64::INFINITY);
    for round in 0..if with_builds { BUILDS } else { 0 } {
        for ((title, kind), fastest) in COLUMNS.into_iter().zip(&mut seconds) {
            eprintln!("Building from nothing, {title}, {} of {BUILDS} …", round + 1);
            *fastest = fastest.min(clean_build(kind)?);
        }
    }
    let bare = fs::metadata(programs.of(Kind::Bare))?.len();
    for ((title, kind), seconds) in COLUMNS.into_iter().zip(seconds) {
        let size = fs::metadata(programs.of(kind))?.len();
        let over = f64::from(u32::try_from(size.saturating_sub(bare))?) / 1e6;
        let time = if with_builds {
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

/// In seconds, in a target directory of its own.
fn clean_build(kind: Kind) -> Result<f64> {
    let target = TempDir::with_prefix("overhead-target-")?;
    let start = Instant::now();
    kind.build().build(target.path(), &target.path().join("program"))?;
    Ok(start.elapsed().as_secs_f64())
}
