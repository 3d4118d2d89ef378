//! Commands: the annotated functions, which the linker collects, and which of them are active.

use super::linker_list;
use crate::model::program::Place;
use crate::model::tag::Key;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// True while a run records. While telemetry is off, an annotated function reads nothing else.
pub(crate) static LIVE: AtomicBool = AtomicBool::new(false);

/// One annotated function, made by the expansion of `#[telemetry::command]`.
#[derive(Debug)]
// The linker list distinguishes elements from the zeros around them by the first field, the name:
// see `registry/linker_list.rs`.
#[repr(C)]
pub struct Command {
    pub(crate) name: &'static str,
    pub(crate) place: Place,
    /// The tags that are recorded with the command.
    pub(crate) tags: &'static [Key],
    /// A reference for each active call that `active` does not count: see [`Active::before_2024`].
    /// One more reference is stored here.
    calls: OnceLock<Arc<()>>,
    /// The thread that entered the command last.
    thread: AtomicUsize,
    active: Count,
    /// The number of the last entry, in the order of all entries.
    order: AtomicU32,
    /// `entered`: this function was entered before. `told`: the command was recorded, which only
    /// the first function of its name stores.
    entered: AtomicBool,
    recorded: AtomicBool,
    /// The function was first entered in a process that had no run then: a daemon whose parent
    /// still existed.
    missed: AtomicBool,
}

linker_list::list! {
    /// Every command of the program, collected when it is linked.
    fn all() -> [Command], "commands"
}

impl Command {
    /// A command that has not been entered yet.
    pub const fn new(name: &'static str, place: Place) -> Self {
        Self {
            name,
            place,
            tags: &[],
            active: Count::new(),
            calls: OnceLock::new(),
            order: AtomicU32::new(0),
            thread: AtomicUsize::new(0),
            entered: AtomicBool::new(false),
            recorded: AtomicBool::new(false),
            missed: AtomicBool::new(false),
        }
    }

    /// `tags(…)` and `flags(…)`
    #[must_use]
    pub const fn tags(mut self, tags: &'static [Key]) -> Self {
        self.tags = tags;
        self
    }

    /// Counts a call. Returns true if the command was entered before.
    #[inline]
    pub(crate) fn enter(&'static self) -> bool {
        static ENTRIES: AtomicU32 = AtomicU32::new(1);
        let here = this_thread();
        self.active.add(1, here);
        // If this command was also the last one entered before, its number is already the highest.
        if self.order.load(Ordering::Relaxed) != ENTRIES.load(Ordering::Relaxed) {
            let order = ENTRIES.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
            self.order.store(order, Ordering::Relaxed);
        }
        self.thread.store(here, Ordering::Relaxed);
        self.entered.load(Ordering::Relaxed)
    }

    /// Returns true for the first caller only.
    pub(crate) fn is_first_call(&self) -> bool {
        !self.entered.swap(true, Ordering::Relaxed)
    }

    /// Returns true once, for the first function with this command's name: a command is recorded
    /// once per run.
    pub(crate) fn is_first_of_its_name(&self) -> bool {
        let mut named = all().filter(|other| other.name == self.name);
        named
            .next()
            .is_none_or(|first| !first.recorded.swap(true, Ordering::Relaxed))
    }

    /// Stores that the command was entered in a process without a run.
    pub(crate) fn miss(&self) {
        self.missed.store(true, Ordering::Relaxed);
    }

    /// Returns true once after `miss`.
    pub(crate) fn take_missed(&self) -> bool {
        self.missed.swap(false, Ordering::Relaxed)
    }

    fn is_active(&self) -> bool {
        let counted = || self.calls.get().map_or(1, Arc::strong_count) - 1;
        self.active.get() > 0 || counted() > 0
    }
}

/// The number of active calls, besides those that `calls` counts.
///
/// Most commands are entered by one thread only. This thread, the owner, counts with an ordinary
/// addition, which takes a small part of the time of an atomic one. All other threads count in
/// another field. A call may begin on one thread and end on another, so only the sum is meaningful.
#[derive(Debug)]
struct Count {
    /// The first thread that entered the command.
    owner: AtomicUsize,
    /// Changed only by the owner.
    own: AtomicU32,
    others: AtomicU32,
}

impl Count {
    const fn new() -> Self {
        Self {
            owner: AtomicUsize::new(0),
            own: AtomicU32::new(0),
            others: AtomicU32::new(0),
        }
    }

    /// Adds one, or subtracts one if `change` is `u32::MAX`.
    #[inline]
    fn add(&self, change: u32, here: usize) {
        if self.owner.load(Ordering::Relaxed) == here {
            self.add_own(change);
        } else {
            self.add_other(change, here);
        }
    }

    #[inline]
    fn add_own(&self, change: u32) {
        let own = self.own.load(Ordering::Relaxed).wrapping_add(change);
        self.own.store(own, Ordering::Relaxed);
    }

    #[cold]
    fn add_other(&self, change: u32, here: usize) {
        let taken = self
            .owner
            .compare_exchange(0, here, Ordering::Relaxed, Ordering::Relaxed);
        if taken.is_ok() {
            self.add_own(change);
        } else {
            self.others.fetch_add(change, Ordering::Relaxed);
        }
    }

    fn get(&self) -> u32 {
        let (own, others) = (self.own.load(Ordering::Relaxed), self.others.load(Ordering::Relaxed));
        own.wrapping_add(others)
    }
}

/// Marks the command as active until it is dropped.
///
/// This is not an `Option` of the command: the compiler would keep both the address and the flag
/// that it was made from, in every annotated function. The flag alone is one byte, and the address
/// is a constant.
#[derive(Debug)]
pub struct Active {
    command: &'static Command,
    live: bool,
}

impl Active {
    /// Marks the command if it was entered in a run.
    #[inline]
    pub(crate) const fn new(command: &'static Command, live: bool) -> Self {
        Self { command, live }
    }

    /// The mark that the expansion keeps in crates of an edition before 2024: one more reference to
    /// a count of the command.
    ///
    /// In these editions, the lint `tail_expr_drop_order` can warn at the last expression of a
    /// function: edition 2024 will drop a temporary in it before the function's variables, and no
    /// longer after them. It would warn about the destructor of `Active`, whose order does not
    /// matter to the user. It does not warn about destructors of the standard library that it knows
    /// not to matter, such as that of `Arc`. An `Arc` takes more code, so other editions keep
    /// `Active`.
    #[inline]
    pub fn before_2024(self) -> Option<Arc<()>> {
        if self.live { Some(count(self.command)) } else { None }
    }
}

#[inline(never)]
fn count(command: &'static Command) -> Arc<()> {
    Arc::clone(command.calls.get_or_init(Arc::default))
}

#[inline(never)]
extern "C" fn leave_live(command: &'static Command) {
    command.active.add(u32::MAX, this_thread());
}

impl Drop for Active {
    #[inline]
    fn drop(&mut self) {
        if self.live {
            leave_live(self.command);
        }
    }
}

/// The command that was entered last and is still active, on any thread: a panic in a worker thread
/// belongs to the command that started the thread.
pub(crate) fn last_active() -> Option<&'static str> {
    let active = all().filter(|command| command.is_active());
    active
        .max_by_key(|command| command.order.load(Ordering::Relaxed))
        .map(|command| command.name)
}

/// The places of the active commands that this thread entered last, innermost first.
pub(crate) fn active_here() -> Vec<&'static Place> {
    let mut places = Vec::new();
    visit_active_here(usize::MAX, |place| places.push(place));
    places
}

/// Visits at most `most` of these places. Allocates nothing, because signal handlers call it too.
pub(crate) fn visit_active_here(most: usize, mut visit: impl FnMut(&'static Place)) {
    let here = this_thread();
    let mut last = u32::MAX;
    for _ in 0..most {
        let is_here = |command: &&Command| command.is_active() && command.thread.load(Ordering::Relaxed) == here;
        let order = |command: &Command| command.order.load(Ordering::Relaxed);
        let earlier = all().filter(is_here).filter(|command| order(command) < last);
        let Some(next) = earlier.max_by_key(|command| order(command)) else {
            return;
        };
        last = order(next);
        visit(&next.place);
    }
}

/// A number that no two living threads share: the address of a thread-local variable. The variable
/// has no destructor, so it exists as long as the thread. (`std::thread::current` panics when the
/// thread has begun to end.)
pub(crate) fn this_thread() -> usize {
    thread_local!(static MINE: Cell<u8> = const { Cell::new(0) });
    MINE.try_with(|mine| std::ptr::from_ref(mine).addr()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::util::catch::catch_quietly;

    const fn command() -> Command {
        let place = Place {
            module: "tests",
            function: "command",
            file: "src/command.rs",
            line: 1,
        };
        Command::new("command", place)
    }

    fn enter_as_if_live(command: &'static Command) -> Active {
        command.enter();
        Active::new(command, true)
    }

    #[test]
    fn a_command_is_active_until_it_returns_or_unwinds() {
        static COMMAND: Command = command();
        let active = || COMMAND.active.get();
        let outer = enter_as_if_live(&COMMAND);
        let caught = catch_quietly(|| {
            let _inner = enter_as_if_live(&COMMAND);
            assert_eq!(active(), 2);
            std::panic::resume_unwind(Box::new("thrown by the command"));
        });
        assert!(caught.is_none());
        assert_eq!(active(), 1);
        drop(outer);
        assert_eq!(active(), 0);
    }

    #[test]
    fn a_command_of_an_earlier_edition_is_active_as_long() {
        static COMMAND: Command = command();
        assert!(!COMMAND.is_active());
        let outer = enter_as_if_live(&COMMAND).before_2024();
        assert_eq!(COMMAND.active.get(), 0);
        let inner = enter_as_if_live(&COMMAND).before_2024();
        drop(outer);
        assert!(COMMAND.is_active());
        drop(inner);
        assert!(!COMMAND.is_active());
        let off = Active {
            command: &COMMAND,
            live: false,
        };
        assert!(off.before_2024().is_none());
    }

    #[test]
    fn the_last_entered_is_the_last_one_however_often_it_was_entered() {
        static OUTER: Command = command();
        static INNER: Command = command();
        let order = |command: &Command| command.order.load(Ordering::Relaxed);
        let _outer = enter_as_if_live(&OUTER);
        for _ in 0..3 {
            let _inner = enter_as_if_live(&INNER);
            assert!(order(&INNER) > order(&OUTER));
        }
        let _again = enter_as_if_live(&OUTER);
        assert!(order(&OUTER) > order(&INNER));
    }

    #[test]
    fn commands_of_other_threads_are_not_here() {
        static COMMAND: Command = command();
        let _active = enter_as_if_live(&COMMAND);
        let here = this_thread();
        assert_eq!(COMMAND.thread.load(Ordering::Relaxed), here);
        assert_ne!(std::thread::spawn(this_thread).join().unwrap(), here);
        assert_eq!(this_thread(), here);
    }

    #[test]
    fn calls_on_several_threads_are_counted_wherever_they_end() {
        static COMMAND: Command = command();
        let here = enter_as_if_live(&COMMAND);
        let there = std::thread::spawn(|| enter_as_if_live(&COMMAND)).join().unwrap();
        assert_eq!(COMMAND.active.get(), 2);
        std::thread::spawn(|| drop(here)).join().unwrap();
        assert_eq!(COMMAND.active.get(), 1);
        drop(there);
        assert_eq!(COMMAND.active.get(), 0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..10_000).for_each(|_| drop(enter_as_if_live(&COMMAND))));
            }
            (0..10_000).for_each(|_| drop(enter_as_if_live(&COMMAND)));
        });
        assert!(!COMMAND.is_active());
    }

    #[test]
    fn a_command_may_end_on_another_thread_than_it_began_on() {
        static COMMAND: Command = command();
        let active = enter_as_if_live(&COMMAND);
        std::thread::spawn(|| drop(active)).join().unwrap();
        assert_eq!(COMMAND.active.get(), 0);
    }
}
