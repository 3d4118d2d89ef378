//! An event as the runtime builds it. `privacy` decides what of it is sent.

use crate::util::random;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::SystemTime;
use uuid::Uuid;

/// At most so many frames of a stack trace are kept.
pub(crate) const MOST_FRAMES: usize = 250;

/// The first part of a fingerprint says what kind of event it is. Errors differ by
/// its exceptions.
pub(crate) const ERROR: &str = "telemetry.error";
/// Panics differ by their place and their message. The annotated function may follow.
pub(crate) const PANIC: &str = "telemetry.panic";
/// Signals differ by their name and the annotated function that was active.
pub(crate) const SIGNAL: &str = "telemetry.signal";

/// Something that happened.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) id: Uuid,
    pub(crate) timestamp: SystemTime,
    pub(crate) level: Level,
    /// Fixed when the program was compiled, or scrubbed.
    pub(crate) message: Option<String>,
    pub(crate) fingerprint: Vec<Cow<'static, str>>,
    /// The root cause first.
    pub(crate) exceptions: Vec<Exception>,
    pub(crate) tags: BTreeMap<String, String>,
    #[cfg(feature = "debug-images")]
    pub(crate) images: Vec<Image>,
}

impl Event {
    /// An event of this moment with nothing else in it.
    pub(crate) fn now(level: Level) -> Self {
        // Without randomness two events could have one id, and the server would drop one of them.
        Self::at(level, random::uuid().unwrap_or_default(), SystemTime::now())
    }

    /// The same with this id and this time.
    pub(crate) fn at(level: Level, id: Uuid, timestamp: SystemTime) -> Self {
        Self {
            id,
            timestamp,
            level,
            message: None,
            fingerprint: Vec::new(),
            exceptions: Vec::new(),
            tags: BTreeMap::new(),
            #[cfg(feature = "debug-images")]
            images: Vec::new(),
        }
    }
}

/// How bad an event is. Only captured events have some of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    #[cfg(feature = "sentry")]
    Debug,
    Info,
    #[cfg(feature = "sentry")]
    Warning,
    Error,
    Fatal,
}

impl Level {
    /// Sentry's name of it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            #[cfg(feature = "sentry")]
            Self::Debug => "debug",
            Self::Info => "info",
            #[cfg(feature = "sentry")]
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Fatal => "fatal",
        }
    }
}

/// A panic, an error or a fatal signal.
#[derive(Debug, Clone, Default)]
pub(crate) struct Exception {
    pub(crate) ty: String,
    /// Free text.
    pub(crate) value: Option<String>,
    pub(crate) stacktrace: Option<Stacktrace>,
    pub(crate) mechanism: Option<Mechanism>,
}

/// How an exception was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mechanism {
    pub(crate) ty: &'static str,
    /// Whether the program went on.
    pub(crate) handled: Option<bool>,
}

/// The frames of a thread, outermost first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stacktrace {
    pub(crate) frames: Vec<Frame>,
}

impl Stacktrace {
    /// A stack trace of frames that are innermost first; none without frames.
    pub(crate) fn from_frames_reversed(mut frames: Vec<Frame>) -> Option<Self> {
        frames.reverse();
        (!frames.is_empty()).then_some(Self { frames })
    }
}

/// A call that was under way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) function: Option<String>,
    pub(crate) module: Option<String>,
    /// From its package on.
    pub(crate) filename: Option<String>,
    /// As the compiler was given it. It is never sent.
    pub(crate) abs_path: Option<String>,
    pub(crate) lineno: Option<u64>,
    pub(crate) colno: Option<u64>,
    pub(crate) in_app: Option<bool>,
    #[cfg(feature = "debug-images")]
    pub(crate) instruction_addr: Option<u64>,
}

/// A file that was loaded, and where.
#[cfg(feature = "debug-images")]
#[derive(Debug, Clone)]
pub(crate) struct Image {
    /// Paths of the machine: only their last components are sent.
    pub(crate) code_file: String,
    pub(crate) debug_file: Option<String>,
    pub(crate) code_id: Option<String>,
    pub(crate) debug_id: String,
    pub(crate) address: u64,
    pub(crate) size: u64,
    pub(crate) stated_address: u64,
}
