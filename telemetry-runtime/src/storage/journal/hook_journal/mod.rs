//! The run journal for hooks, which may use neither locks nor memory.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::{
    Context, Lines, adopt, context, count_fork, has_forked, keeping_errno, let_go, prepare, release,
};
#[cfg(windows)]
pub(crate) use windows::{Context, Lines, adopt, context, has_forked, prepare, release};

/// Telemetry is always off there.
#[cfg(not(any(unix, windows)))]
mod nowhere {
    pub(crate) fn adopt() -> bool {
        false
    }

    pub(crate) fn has_forked() -> bool {
        false
    }

    pub(crate) fn release() {}
}

#[cfg(not(any(unix, windows)))]
pub(crate) use nowhere::{adopt, has_forked, release};
