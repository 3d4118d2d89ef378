//! A process, as the operating system describes it.

/// A process, as the operating system describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Process {
    /// It is neither a zombie nor about to exit.
    pub(super) is_alive: bool,
    /// When it started, in milliseconds since 1970. `exec` does not change that.
    pub(super) started: u64,
}

impl Process {
    /// Whether this can be the process of a run that started then. If it started later, it only
    /// has the same id: systems use the ids of processes again.
    pub(super) fn is_of_run(self, started: u64) -> bool {
        // Linux counts in hundredths of a second and rounds.
        const TOLERANCE: u64 = 2_000;
        self.is_alive && self.started <= started.saturating_add(TOLERANCE)
    }
}
