//! The signals that a run may end by.

/// A signal, by the name that it has on all systems; the numbers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    Hup,
    Int,
    Term,
    Abrt,
    Bus,
    Fpe,
    Ill,
    Segv,
}

impl Signal {
    /// Those of all systems.
    pub(crate) const ALL: [Self; 8] = [
        Self::Hup,
        Self::Int,
        Self::Term,
        Self::Abrt,
        Self::Bus,
        Self::Fpe,
        Self::Ill,
        Self::Segv,
    ];

    /// Those that can end a run on this system.
    pub(crate) const fn possible() -> &'static [Self] {
        #[cfg(unix)]
        return &Self::ALL;
        // Windows has no signals. Its fatal exceptions belong here once a run can report them.
        #[cfg(not(unix))]
        &[]
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Hup => "SIGHUP",
            Self::Int => "SIGINT",
            Self::Term => "SIGTERM",
            Self::Abrt => "SIGABRT",
            Self::Bus => "SIGBUS",
            Self::Fpe => "SIGFPE",
            Self::Ill => "SIGILL",
            Self::Segv => "SIGSEGV",
        }
    }

    pub(crate) fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|signal| signal.name() == name)
    }

    /// Whether it is how a user or a system asks a program to end: a normal end.
    pub(crate) const fn asks(self) -> bool {
        matches!(self, Self::Hup | Self::Int | Self::Term)
    }

    /// What happened, for people.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Hup | Self::Int | Self::Term => "asked to end",
            Self::Abrt => "the program aborted",
            Self::Bus => "access to memory that is not there",
            Self::Fpe => "an arithmetic operation that has no result",
            Self::Ill => "an illegal instruction",
            Self::Segv => "invalid memory reference",
        }
    }
}
