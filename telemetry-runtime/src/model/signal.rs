//! The signals, console events and exceptions that can end a run.

/// A signal of Unix, by its name, because the numbers differ between operating systems. On Windows
/// the closest counterpart, by Microsoft's name.
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
    CtrlC,
    CtrlBreak,
    CtrlClose,
    AccessViolation,
    IllegalInstruction,
    InPageError,
    IntegerError,
    StackOverflow,
    /// For example, one that C++ throws.
    OtherException,
}

impl Signal {
    pub(crate) const UNIX: &[Self] = &[
        Self::Hup,
        Self::Int,
        Self::Term,
        Self::Abrt,
        Self::Bus,
        Self::Fpe,
        Self::Ill,
        Self::Segv,
    ];
    pub(crate) const WINDOWS: &[Self] = &[
        Self::CtrlC,
        Self::CtrlBreak,
        Self::CtrlClose,
        Self::AccessViolation,
        Self::IllegalInstruction,
        Self::InPageError,
        Self::IntegerError,
        Self::StackOverflow,
        Self::OtherException,
    ];

    /// The signals that can end a run on this operating system.
    pub(crate) const fn possible() -> &'static [Self] {
        if cfg!(windows) { Self::WINDOWS } else { Self::UNIX }
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
            Self::CtrlC => "CTRL_C_EVENT",
            Self::CtrlBreak => "CTRL_BREAK_EVENT",
            Self::CtrlClose => "CTRL_CLOSE_EVENT",
            Self::AccessViolation => "EXCEPTION_ACCESS_VIOLATION",
            Self::IllegalInstruction => "EXCEPTION_ILLEGAL_INSTRUCTION",
            Self::InPageError => "EXCEPTION_IN_PAGE_ERROR",
            Self::IntegerError => "EXCEPTION_INT_DIVIDE_BY_ZERO",
            Self::StackOverflow => "EXCEPTION_STACK_OVERFLOW",
            Self::OtherException => "an unhandled exception",
        }
    }

    pub(crate) fn by_name(name: &str) -> Option<Self> {
        let mut all = Self::UNIX.iter().chain(Self::WINDOWS);
        all.find(|signal| signal.name() == name).copied()
    }

    /// Returns true if a user or the operating system asks the program to end by it, which is a
    /// normal end.
    pub(crate) const fn asks(self) -> bool {
        matches!(
            self,
            Self::Hup | Self::Int | Self::Term | Self::CtrlC | Self::CtrlBreak | Self::CtrlClose
        )
    }

    /// Returns true if a stack overflow appears as this signal, unless a handler reports otherwise.
    pub(crate) const fn may_be_stack_overflow(self) -> bool {
        matches!(self, Self::Segv | Self::Bus | Self::StackOverflow)
    }

    /// The description for people.
    pub(crate) const fn meaning(self) -> &'static str {
        match self {
            Self::Hup | Self::Int | Self::Term | Self::CtrlC | Self::CtrlBreak | Self::CtrlClose => "asked to end",
            Self::Abrt => "the program aborted",
            Self::Bus | Self::InPageError => "access to memory that is not there",
            Self::Fpe | Self::IntegerError => "an arithmetic operation that has no result",
            Self::Ill | Self::IllegalInstruction => "an illegal instruction",
            Self::Segv | Self::AccessViolation => "invalid memory reference",
            Self::StackOverflow => "a thread has used up its stack",
            Self::OtherException => "an exception that the program did not handle",
        }
    }
}
