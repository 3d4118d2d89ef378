//! The result of a program that ended.

use std::time::Duration;

/// A program that ended.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
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

    /// Asserts that this end looks like another: the same output, exit code and signal.
    ///
    /// # Panics
    /// If not.
    #[track_caller]
    pub fn assert_same_as(&self, twin: &Self) {
        let visible = |of: &Self| (comparable(&of.stdout), comparable(&of.stderr), of.code, of.signal);
        assert_eq!(visible(self), visible(twin));
    }
}

/// What differs from one process to the next is taken out: std prints the number of a thread that
/// panics, or whose stack overflows, `thread 'main' (4711) panicked`; and where in memory the
/// functions of a backtrace lie, of which the hook is one. Without being asked it prints backtraces
/// of panics alone that cannot unwind.
fn comparable(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut in_backtrace = false;
    for line in text.split('\n') {
        in_backtrace = line == "stack backtrace:" || (in_backtrace && line.starts_with(' '));
        if in_backtrace {
            continue;
        }
        let parts = line.starts_with("thread ").then(|| line.split_once("' (")).flatten();
        let parts = parts.and_then(|(thread, rest)| Some((thread, rest.split_once(") ")?.1)));
        lines.push(match parts {
            Some((thread, what)) => format!("{thread}' {what}"),
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
        assert_eq!(comparable(text), "a (1)\nthread 'main' panicked at src/main.rs:1:2:\nb");
        let text = "\nthread 'x' (4711) has overflowed its stack\n";
        assert_eq!(comparable(text), "\nthread 'x' has overflowed its stack\n");
    }

    #[test]
    fn a_backtrace_is_taken_out() {
        let text = "a\nstack backtrace:\n   0: 0x17 - f\n       at src/main.rs:1\n\nb";
        assert_eq!(comparable(text), "a\n\nb");
    }
}
