//! A shape: its source, what its head says, and its program.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) source: &'static str,
}

/// How a run that fails ends.
pub(crate) struct Failure {
    pub(crate) code: i32,
    pub(crate) stderr: String,
    pub(crate) session: String,
}

impl Shape {
    /// What follows `// <key>: ` in the head.
    fn head(&self, key: &str) -> Option<Value> {
        let beginning = format!("// {key}: ");
        let value = self.source.lines().find_map(|line| line.strip_prefix(&beginning))?;
        Some(serde_json::from_str(value).unwrap_or_else(|error| panic!("{}: {key}: {error}", self.name)))
    }

    /// The messages that arrive after that of the start.
    pub(crate) fn events(&self) -> Vec<String> {
        let events = self.head("events");
        let events = events.unwrap_or_else(|| panic!("{} does not say which events arrive", self.name));
        serde_json::from_value(events).expect("a list of messages")
    }

    /// How it ends when it is told to fail, if it can.
    pub(crate) fn failure(&self) -> Option<Failure> {
        let failure = self.head("failure")?;
        let text = |key: &str| failure[key].as_str().expect("a text").to_owned();
        let code = failure["code"].as_i64().and_then(|code| i32::try_from(code).ok());
        Some(Failure {
            code: code.expect("an exit code"),
            stderr: text("stderr"),
            session: text("session"),
        })
    }

    /// The program, which cargo has put into the folder `examples` beside that of this test.
    pub(crate) fn program(&self) -> PathBuf {
        let test = std::env::current_exe().expect("this test");
        let target = test.ancestors().nth(2).expect("a target directory");
        let program = target.join("examples").join(self.name);
        let program = program.with_extension(std::env::consts::EXE_EXTENSION);
        assert_current(&program);
        program
    }
}

/// `cargo test --test shapes` compiles no examples.
fn assert_current(program: &Path) {
    let time = |file: &Path| file.metadata().and_then(|metadata| metadata.modified());
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/examples"));
    let source = folder.join(program.file_name().expect("a name")).with_extension("rs");
    // Where the source is not on this machine, the program cannot be older.
    let source_s = time(&source).unwrap_or(SystemTime::UNIX_EPOCH);
    assert!(
        time(program).is_ok_and(|program_s| program_s >= source_s),
        "{} is missing or older than its source: run `cargo test -p shapes` without `--test`",
        program.display()
    );
}
