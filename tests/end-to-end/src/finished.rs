//! What became of a program.

use std::time::Duration;

/// A program that ended.
#[derive(Debug, Clone)]
pub struct Finished {
    /// What it wrote on its standard output.
    pub stdout: String,
    /// What it wrote on its standard error.
    pub stderr: String,
    /// Its exit code, if it exited.
    pub code: Option<i32>,
    /// The signal that killed it, if one did.
    pub signal: Option<i32>,
    /// From its start to its end.
    pub took: Duration,
}

impl Finished {
    /// Asserts that it exited with 0 and printed nothing on its standard error.
    ///
    /// # Panics
    /// If not.
    #[track_caller]
    #[expect(
        clippy::return_self_not_must_use,
        reason = "often that is all that a test wants of it"
    )]
    pub fn quiet(self) -> Self {
        assert_eq!((self.code, self.stderr.as_str()), (Some(0), ""), "{self:?}");
        self
    }

    /// Asserts that nobody could tell this end from another: the same output, exit code and signal.
    ///
    /// # Panics
    /// If not.
    #[track_caller]
    pub fn assert_same_as(&self, twin: &Self) {
        let visible = |of: &Self| {
            (
                without_thread_ids(&of.stdout),
                without_thread_ids(&of.stderr),
                of.code,
                of.signal,
            )
        };
        assert_eq!(visible(self), visible(twin));
    }
}

/// std prints the number of a thread that panics, `thread 'main' (4711) panicked`, which is another in each process.
fn without_thread_ids(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.split('\n') {
        let parts = line
            .starts_with("thread ")
            .then(|| line.split_once("' (").zip(line.split_once(") panicked at ")));
        lines.push(match parts.flatten() {
            Some(((thread, _), (_, place))) => format!("{thread}' panicked at {place}"),
            None => line.to_owned(),
        });
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_number_of_a_thread_is_taken_out() {
        let text = "a (1)\nthread 'main' (4711) panicked at src/main.rs:1:2:\nb";
        assert_eq!(
            without_thread_ids(text),
            "a (1)\nthread 'main' panicked at src/main.rs:1:2:\nb"
        );
    }
}
