//! Methods of a type and of a trait, with `self` in every form.

// Under a name of its own, because not every edition knows it without.
use std::future::Future as Later;
use std::pin::Pin;

/// A report with a value.
#[derive(Debug, Clone, Default)]
pub struct Report<T> {
    value: T,
}

impl<T: Clone> Report<T> {
    /// A report with this value.
    #[telemetry::command("report/new")]
    pub fn new(value: T) -> Self {
        Self { value }
    }

    /// The value, borrowed.
    #[telemetry::command("report/value")]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Another value.
    #[telemetry::command("report/set")]
    pub fn set(&mut self, value: T) {
        self.value = value;
    }

    /// The value of a report that stays where it is.
    #[telemetry::command("report/pinned")]
    #[must_use]
    pub fn pinned(self: Pin<&mut Self>) -> T {
        self.value.clone()
    }

    /// The value itself.
    #[telemetry::command("report/take")]
    #[must_use]
    pub fn take(self) -> T {
        self.value
    }

    /// Both values of two.
    #[telemetry::command("report/both")]
    pub fn both<'a>(&'a self, other: &'a Self) -> [&'a T; 2] {
        [&self.value, &other.value]
    }
}

/// What can be shown.
pub trait Show {
    /// The text, in a way that most share.
    #[telemetry::command("show/text")]
    fn text(&self) -> String {
        self.number().to_string()
    }

    /// The number, which each finds in its own way.
    fn number(&self) -> u32;

    /// The number, later.
    fn later(&self) -> impl Later<Output = u32> + Send;
}

impl Show for Report<u32> {
    #[telemetry::command("show/number")]
    fn number(&self) -> u32 {
        self.value
    }

    #[telemetry::command("show/later")]
    async fn later(&self) -> u32 {
        tokio::task::yield_now().await;
        self.value
    }
}

impl<T: Into<u32>> From<Option<T>> for Report<u32> {
    #[telemetry::command("report/from")]
    fn from(value: Option<T>) -> Self {
        Self {
            value: value.map_or(0, Into::into),
        }
    }
}
