//! Commands: what is used.

use crate::app::Place;
use crate::endings::panic_hook;
use crate::events::message;
use crate::outbox::envelope_file::Class;
use crate::run;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

/// One annotated function, made by the expansion of `#[telemetry::command]`.
#[derive(Debug)]
pub struct Command {
    pub(crate) name: &'static str,
    #[expect(dead_code, reason = "for the manifest of everything that a program can send")]
    pub(crate) place: Place,
    /// How many calls of it are under way.
    active: AtomicU32,
    /// When it was last entered, in the order of all entries.
    order: AtomicU32,
    sent: AtomicBool,
}

/// Every command of the program, collected when it is linked.
#[linkme::distributed_slice]
pub static COMMANDS: [Command];

impl Command {
    /// A command that was not entered yet.
    pub const fn new(name: &'static str, place: Place) -> Self {
        Self {
            name,
            place,
            active: AtomicU32::new(0),
            order: AtomicU32::new(0),
            sent: AtomicBool::new(false),
        }
    }
}

/// Marks the command as active until it is dropped.
#[derive(Debug)]
pub struct Active(Option<&'static Command>);

/// Called at the top of every annotated function. While telemetry is off this is one relaxed load.
#[inline]
pub fn enter(command: &'static Command) -> Active {
    if !run::LIVE.load(Ordering::Relaxed) {
        return Active(None);
    }
    enter_live(command);
    Active(Some(command))
}

#[inline(never)]
fn enter_live(command: &'static Command) {
    static ENTRIES: AtomicU32 = AtomicU32::new(1);
    command.active.fetch_add(1, Ordering::Relaxed);
    command
        .order
        .store(ENTRIES.fetch_add(1, Ordering::Relaxed), Ordering::Relaxed);
    if command.sent.load(Ordering::Relaxed) || command.sent.swap(true, Ordering::Relaxed) {
        return;
    }
    if let Some(run) = run::current() {
        panic_hook::rearm();
        run.push(Class::Message, &message::command(command.name));
    }
}

impl Drop for Active {
    #[inline]
    fn drop(&mut self) {
        if let Some(command) = self.0 {
            command.active.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

/// The command that was entered last and is still active, on any thread: a panic in a worker belongs to the command that started it.
pub(crate) fn last_active() -> Option<&'static str> {
    let active = COMMANDS
        .iter()
        .filter(|command| command.active.load(Ordering::Relaxed) > 0);
    active
        .max_by_key(|command| command.order.load(Ordering::Relaxed))
        .map(|command| command.name)
}
