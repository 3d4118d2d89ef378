//! The library in front of the C library that makes files and clocks fail: `faults/faults.c`, which
//! says what its variables mean.

use end_to_end::{Home, Program};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Compiled by the compiler that links Rust's programs.
pub(super) static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/faults.c");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    // Another run of the tests may use the one that is there.
    let (library, own) = (
        directory.join("libfaults.so"),
        directory.join(format!("libfaults-{}.so", std::process::id())),
    );
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"]);
    let compiled = compiler
        .arg(&own)
        .arg(&source)
        .arg("-ldl")
        .status()
        .expect("a C compiler");
    assert!(compiled.success(), "{}", source.display());
    fs::rename(&own, &library).expect("the library");
    library
});

/// Who does something to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Program,
    Uploader,
}

impl Who {
    /// The name of a variable that is meant for it. An uploader is given what begins so.
    pub(super) fn variable(self, name: &str) -> String {
        match self {
            Self::Program => format!("E2E_TELEMETRY_FAULTS_{name}"),
            Self::Uploader => format!("E2E_TELEMETRY_FAULTS_UPLOADER_{name}"),
        }
    }
}

/// One operation on a file of the home.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    pub(super) who: Who,
    /// Counted from 1 in each process; 0 for what is no operation.
    pub(super) number: usize,
    pub(super) name: String,
    /// 0 if it did not fail.
    pub(super) error: i32,
    /// From the home.
    pub(super) path: String,
    /// Of a renamed file.
    pub(super) to: Option<String>,
}

impl Operation {
    /// Whether it does once more what the one before did: what is read is read to its end.
    pub(super) fn goes_on(&self, before: &Self) -> bool {
        (&self.name, &self.path) == (&before.name, &before.path)
    }
}

/// The program with the library in front, which knows the home and keeps a log.
pub(super) fn watched<'a>(home: &Home, program: Program<'a>) -> Program<'a> {
    program
        .env("LD_PRELOAD", &*LIBRARY)
        .env("E2E_TELEMETRY_FAULTS_BELOW", home.path())
        .env("E2E_TELEMETRY_FAULTS_LOG", log_file(home))
}

fn log_file(home: &Home) -> PathBuf {
    home.beside().join("operations.log")
}

/// What was done so far in the home.
pub(super) fn log(home: &Home) -> Vec<Operation> {
    let text = fs::read_to_string(log_file(home)).unwrap_or_default();
    let root = format!("{}/", home.path().display());
    text.lines().filter_map(|line| parse(line, &root)).collect()
}

/// `p 29 rename 0 /home/.new > /home/new`
fn parse(line: &str, root: &str) -> Option<Operation> {
    let mut words = line.splitn(5, ' ');
    let who = if words.next()? == "u" {
        Who::Uploader
    } else {
        Who::Program
    };
    let (number, name) = (words.next()?.parse().ok()?, words.next()?.to_owned());
    let (error, paths) = (words.next()?.parse().ok()?, words.next()?);
    let (path, to) = paths
        .split_once(" > ")
        .map_or((paths, None), |(path, to)| (path, Some(to)));
    let from_home = |path: &str| path.strip_prefix(root).unwrap_or(path).to_owned();
    Some(Operation {
        who,
        number,
        name,
        error,
        path: from_home(path),
        to: to.map(from_home),
    })
}
