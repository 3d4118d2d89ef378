//! Starts a process that is not a child of this one: a program that waits for its children, any or all of them, would wait for a server, or
//! take the uploader's end for that of one of its own. No signal says that it ended, and it need not be reaped.
//!
//! There is no other way to this on Linux than a process in between, which starts it and ends. That one is made with no signal for its end, which
//! hides it from everybody who does not ask for such processes.
//!
//! The program stands still while that one lives. Where it can, it stands still no longer: not until the uploader's executable is loaded, which takes several
//! times as long. So for a moment the process that becomes the uploader is a second one in the program's memory, of which nothing is copied. There it makes
//! system calls, and nothing else.

#![expect(unsafe_code, reason = "std starts children only")]

use super::system_call::{LEAVES_MEMORY_ALONE, system_call};
use super::{Occasion, Order};
use std::ffi::{CStr, CString, OsString, c_char, c_int, c_void};
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicI32, Ordering};

/// Each of the two runs on a stack of its own. The system gives memory only for what is used of it.
const STACK: usize = 16 * 1024;
/// An uploader that was started.
#[derive(Debug)]
pub(in crate::delivery) struct Started {
    /// Freed when the process has left it, and not before.
    place: NonNull<Place>,
    /// The process, where it came back to this one, which has to reap it.
    child: Option<libc::pid_t>,
}

// SAFETY: what is behind the pointer is this one's alone in this process, and does not change.
unsafe impl Send for Started {}

impl Started {
    /// Starts the program with this environment, and none of this process's; under this name, in `/`, in a group of its own, with the lock as its
    /// standard input and nothing for the others. All signals are kept back in it until it wants them.
    ///
    /// # Errors
    /// What the system says. That the program could not be loaded, nobody hears of; whether there is one is looked at before.
    pub(in crate::delivery) fn new(order: &Order) -> io::Result<Self> {
        if !order.program.metadata()?.is_file() {
            return Err(io::ErrorKind::NotFound.into());
        }
        // A process has descriptors of its own from its beginning. This one, and the lock, are closed here afterwards.
        let null = OpenOptions::new().read(true).write(true).open("/dev/null")?;
        let place = NonNull::from(Box::leak(Box::new(Place::new(order, &null)?)));
        let mut started = Self { place, child: None };
        let comes_back = comes_back();
        let id = start(started.place())?;
        // An emulator that shares no memory does not let us know.
        started.child = Some(id).filter(|id| comes_back && *id > 0);
        Ok(started)
    }

    /// Whether nothing is left to be done about it. Where it came back to this process, it is reaped.
    pub(in crate::delivery) fn is_over(&mut self) -> bool {
        if let Some(id) = self.child {
            // SAFETY: a plain system call, without a place for the status.
            let reaped = unsafe { libc::waitpid(id, ptr::null_mut(), libc::WNOHANG) };
            // On an error somebody else has reaped it.
            if reaped != 0 {
                self.child = None;
            }
        }
        self.child.is_none() && self.place().is_left()
    }

    fn place(&self) -> &Place {
        // SAFETY: it is freed with this, and nobody has it to change it.
        unsafe { self.place.as_ref() }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        if self.place().is_left() {
            // SAFETY: it was a box, no process is there any more, and nobody asks this for it again.
            drop(unsafe { Box::from_raw(self.place.as_ptr()) });
        }
    }
}

/// Whether an orphan becomes a child of this process after all, as in a container whose first process it is, or where it asked for that.
fn comes_back() -> bool {
    let mut collects: c_int = 0;
    // SAFETY: the system writes one number.
    unsafe { libc::prctl(libc::PR_GET_CHILD_SUBREAPER, &raw mut collects) };
    collects != 0 || std::process::id() == 1
}

/// Whether a library is in front of the program's own. Some that are know of no process that shares the memory of one that goes on, and say so on standard error
/// (valgrind).
fn is_accompanied() -> bool {
    std::env::var_os("LD_PRELOAD").is_some_and(|libraries| !libraries.is_empty())
}

/// Where the process is until it is another program: all that this takes is made here before, since nothing can be allocated there.
#[derive(Debug)]
struct Place {
    program: CString,
    arguments: Vec<*const c_char>,
    environment: Vec<*const c_char>,
    /// What the two lists point to.
    _words: Vec<CString>,
    input: RawFd,
    null: RawFd,
    /// What is in front of the program may have been named from the directory in which it was started.
    is_accompanied: bool,
    /// Whether the program stands still until the process is another program.
    stands_still: bool,
    stack: Stack,
    /// Not zero while the process is here and the program goes on. The system makes it zero when the process leaves, in whatever way.
    is_taken: AtomicI32,
}

impl Place {
    fn new(order: &Order, null: &File) -> io::Result<Self> {
        let name = CString::new(order.name.as_str())?;
        let variable =
            |(name, value): &(OsString, OsString)| CString::new([name.as_bytes(), b"=", value.as_bytes()].concat());
        let mut words = order.environment.iter().map(variable).collect::<Result<Vec<_>, _>>()?;
        let list = |words: &[CString]| words.iter().map(|word| word.as_ptr()).chain([ptr::null()]).collect();
        let (arguments, environment) = (vec![name.as_ptr(), ptr::null()], list(&words));
        words.push(name);
        let is_accompanied = is_accompanied();
        Ok(Self {
            program: CString::new(order.program.as_os_str().as_bytes())?,
            arguments,
            environment,
            _words: words,
            input: order.lock.as_raw_fd(),
            null: null.as_raw_fd(),
            // Linux before 5.16 ends all that share the memory of a process that dies and whose memory may be written to a file.
            is_accompanied,
            stands_still: !LEAVES_MEMORY_ALONE || is_accompanied || order.occasion == Occasion::Crash,
            stack: Stack::new()?,
            is_taken: AtomicI32::new(0),
        })
    }

    fn is_left(&self) -> bool {
        self.is_taken.load(Ordering::Acquire) == 0
    }
}

/// What the process in between is given, and gives.
struct Between<'a> {
    place: &'a Place,
    orphan: libc::pid_t,
    error: c_int,
}

/// Starts the process that becomes another program there, and tells its number.
fn start(place: &Place) -> io::Result<libc::pid_t> {
    let mut order = Between {
        place,
        orphan: -1,
        error: 0,
    };
    let stack = Stack::new()?;
    let flags = libc::CLONE_VM | libc::CLONE_VFORK;
    let signals = Blocked::all();
    // SAFETY: this is what `posix_spawn` does. The process between shares this one's memory, while this thread, whose order and thread-local storage it uses, stands
    // still until it has ended (`CLONE_VFORK`); to all other threads it is no other than this thread. No signal handler can run in it. Its stack is aligned, grows
    // downwards, and is freed after that.
    let between = unsafe { libc::clone(leave_an_orphan, stack.top(), flags, (&raw mut order).cast()) };
    let failed = (between == -1).then(io::Error::last_os_error);
    if between > 0 {
        // SAFETY: a plain system call, without a place for the status.
        unsafe { libc::waitpid(between, ptr::null_mut(), libc::__WCLONE) };
    }
    drop(signals);
    match (failed, order.error) {
        (Some(error), _) => Err(error),
        (None, 0) => Ok(order.orphan),
        (None, error) => Err(io::Error::from_raw_os_error(error)),
    }
}

/// The process between. Its end is that of this function.
extern "C" fn leave_an_orphan(order: *mut c_void) -> c_int {
    // SAFETY: `start` gives it, and does nothing with it meanwhile.
    let order = unsafe { &mut *order.cast::<Between>() };
    if !order.place.stands_still {
        order.place.is_taken.store(1, Ordering::Release);
        order.orphan = orphan(order.place, 0);
    }
    // Either that was not tried, or an emulator knows of no process that shares the memory of one that goes on.
    if order.orphan == -1 {
        order.place.is_taken.store(0, Ordering::Release);
        order.orphan = orphan(order.place, libc::CLONE_VFORK);
    }
    if order.orphan == -1 {
        order.error = io::Error::last_os_error().raw_os_error().unwrap_or(libc::EAGAIN);
    }
    0
}

fn orphan(place: &Place, flags: c_int) -> libc::pid_t {
    // SAFETY: the process shares the memory with the program, which goes on. It only reads, and only the place, which is freed when the system has said in it that
    // the process left it; it writes to its own stack there. It calls nothing that uses thread-local storage or takes a lock, unless the program stands still
    // (`CLONE_VFORK`). No signal handler can run in it.
    unsafe {
        libc::clone(
            become_other,
            place.stack.top(),
            flags | libc::CLONE_VM,
            ptr::from_ref(place).cast_mut().cast(),
        )
    }
}

/// The process that becomes the other program, or ends.
extern "C" fn become_other(place: *mut c_void) -> c_int {
    let address = |text: &CStr| text.as_ptr().addr();
    // SAFETY: the place stays until this process leaves it. All calls are plain system calls; their pointers are of what ends with a zero, and lives as long as the place.
    unsafe {
        let place = &*place.cast::<Place>();
        let is_alone = place.is_left();
        if !is_alone {
            // As `CLONE_CHILD_CLEARTID` does, which not every C library hands on. If the process is killed before, the place is never freed.
            system_call(libc::SYS_set_tid_address, [place.is_taken.as_ptr().addr(), 0, 0]);
        }
        system_call(libc::SYS_setpgid, [0, 0, 0]);
        if !place.is_accompanied {
            system_call(libc::SYS_chdir, [address(c"/"), 0, 0]);
        }
        // Out of the way of the three numbers, should the program have closed one of them.
        let copy = |of: RawFd| {
            let (of, command) = (of.cast_unsigned(), libc::F_DUPFD_CLOEXEC.cast_unsigned());
            system_call(libc::SYS_fcntl, [of as usize, command as usize, 3])
        };
        let (input, null) = (copy(place.input), copy(place.null));
        let put = |from: usize, to: usize| system_call(libc::SYS_dup3, [from, to, 0]) == to;
        if put(input, 0) && put(null, 1) && put(null, 2) {
            // Whoever reads what the program writes waits until all have closed it. Before Linux 5.9 that is only once this is the other program.
            let closed = system_call(libc::SYS_close_range, [3, u32::MAX as usize, 0]);
            if closed == 0 && !is_alone {
                nap();
            }
            system_call(
                libc::SYS_execve,
                [
                    address(&place.program),
                    place.arguments.as_ptr().addr(),
                    place.environment.as_ptr().addr(),
                ],
            );
        }
        system_call(libc::SYS_exit_group, [127, 0, 0]);
    }
    // Not reached.
    0
}

/// An executable that is loaded on one core slows down what a short program does on the other: so long it is waited for that to end.
#[cfg(target_pointer_width = "64")]
fn nap() {
    static TIME: libc::timespec = libc::timespec {
        tv_sec: 0,
        tv_nsec: 4_000_000,
    };
    // SAFETY: the time is read, and what is left of it not wanted.
    unsafe { system_call(libc::SYS_nanosleep, [(&raw const TIME).addr(), 0, 0]) };
}

/// There, the program stands still.
#[cfg(not(target_pointer_width = "64"))]
fn nap() {}

/// Memory for a stack.
#[derive(Debug)]
struct Stack(Vec<u128>);

impl Stack {
    fn new() -> io::Result<Self> {
        let mut memory = Vec::new();
        memory
            .try_reserve_exact(STACK / size_of::<u128>())
            .map_err(|_| io::ErrorKind::OutOfMemory)?;
        Ok(Self(memory))
    }

    /// Stacks grow downwards.
    fn top(&self) -> *mut c_void {
        self.0.as_ptr().wrapping_add(self.0.capacity()).cast_mut().cast()
    }
}

/// All signals of this thread, kept back until it is dropped.
struct Blocked(libc::sigset_t);

impl Blocked {
    fn all() -> Self {
        // SAFETY: a set of signals is plain data, and both are filled before they are read.
        unsafe {
            let (mut all, mut before) = (std::mem::zeroed(), std::mem::zeroed());
            libc::sigfillset(&raw mut all);
            libc::pthread_sigmask(libc::SIG_SETMASK, &raw const all, &raw mut before);
            Self(before)
        }
    }
}

impl Drop for Blocked {
    fn drop(&mut self) {
        // SAFETY: the set is the one that was there before.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &raw const self.0, ptr::null_mut()) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::{Path, PathBuf};
    use std::time::{Duration, Instant};

    fn order(program: impl Into<PathBuf>, input: &Path, environment: &[(&str, &Path)]) -> Order {
        Order {
            program: program.into(),
            name: "a shell".to_owned(),
            environment: environment
                .iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            lock: File::open(input).unwrap(),
            occasion: Occasion::Push,
        }
    }

    fn until(mut is_so: impl FnMut() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < Duration::from_secs(30));
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    /// What a shell says that is started so, with this as its standard input.
    fn said(script: &str) -> String {
        let scratch = tempfile::tempdir().unwrap();
        let (input, said) = (scratch.path().join("input"), scratch.path().join("said"));
        fs::write(&input, format!("{{ {script}; }} > $SAID.new && mv $SAID.new $SAID")).unwrap();
        let environment = [("SAID", said.as_path()), ("PATH", Path::new("/usr/bin:/bin"))];
        let mut started = Started::new(&order("/bin/sh", &input, &environment)).unwrap();
        until(|| said.exists());
        assert!(started.is_over(), "another program does not need the place");
        fs::read_to_string(said).unwrap()
    }

    #[test]
    fn it_runs_and_is_no_child() {
        assert_ne!(said("echo $PPID").trim(), std::process::id().to_string());
    }

    #[test]
    fn it_is_as_it_was_ordered() {
        let own = |file: &str| said(&format!("cat /proc/$$/{file}"));
        assert_eq!(own("cmdline"), "a shell\0");
        assert!(
            own("environ")
                .split('\0')
                .all(|variable| ["SAID", "PATH", ""].contains(&variable.split('=').next().unwrap()))
        );
        assert_eq!(said("pwd").trim(), "/");
        let line = own("stat");
        let fields: Vec<&str> = line.rsplit(") ").next().unwrap().split(' ').collect();
        assert_eq!(fields[2], line.split(' ').next().unwrap(), "a group of its own: {line}");
        assert_eq!(said("readlink /proc/$$/fd/2").trim(), "/dev/null");
    }

    /// The shell closes nothing by itself. (Before Linux 5.9 there is no such call, and the uploader does it.)
    #[test]
    fn nothing_of_the_program_is_open_in_it() {
        let file = tempfile::NamedTempFile::new().unwrap();
        // SAFETY: plain system calls; the descriptor, which a new program would get, too, is nobody else's.
        let inherited = unsafe { libc::dup(file.as_raw_fd()) };
        let open = said("readlink /proc/$$/fd/* || :");
        // SAFETY: as above.
        let no_such_call =
            unsafe { system_call(libc::SYS_close_range, [u32::MAX as usize, u32::MAX as usize, 0]) } != 0;
        // SAFETY: as above.
        unsafe { libc::close(inherited) };
        assert!(no_such_call || !open.contains(file.path().to_str().unwrap()), "{open}");
        assert!(open.contains("/input\n"), "{open}");
    }

    #[test]
    fn what_cannot_be_started_is_told() {
        let scratch = tempfile::NamedTempFile::new().unwrap();
        let error = |program: &str| Started::new(&order(program, scratch.path(), &[])).unwrap_err();
        assert_eq!(error("/nowhere/at/all").kind(), io::ErrorKind::NotFound);
        error("/");
    }

    #[test]
    fn the_place_is_free_again_also_if_nothing_could_be_loaded() {
        let no_program = tempfile::NamedTempFile::new().unwrap();
        let mut started = Started::new(&order(no_program.path(), no_program.path(), &[])).unwrap();
        until(|| started.is_over());
    }

    #[test]
    fn the_place_is_taken_until_then() {
        let place = Place::new(
            &order("/bin/true", Path::new("/dev/null"), &[]),
            &File::open("/dev/null").unwrap(),
        );
        let place = NonNull::from(Box::leak(Box::new(place.unwrap())));
        let started = Started { place, child: None };
        started.place().is_taken.store(1, Ordering::Relaxed);
        drop(started);
        // SAFETY: it was not freed, which is what this test is about, and no process was ever there.
        let place = unsafe { Box::from_raw(place.as_ptr()) };
        assert!(!place.is_left());
    }

    #[test]
    fn signals_are_as_before() {
        let mask = || {
            let status = fs::read_to_string("/proc/thread-self/status").unwrap();
            status
                .lines()
                .find(|line| line.starts_with("SigBlk"))
                .unwrap()
                .to_owned()
        };
        let before = mask();
        let all = Blocked::all();
        assert_ne!(mask(), before);
        drop(all);
        assert_eq!(mask(), before);
    }

    /// While the process naps in it, the program's memory is used by all its threads, and nothing that they do is disturbed.
    #[test]
    fn the_program_goes_on_meanwhile() {
        let input = tempfile::NamedTempFile::new().unwrap();
        let mut all: Vec<Started> = Vec::new();
        for round in 0..100_u32 {
            let program = if round % 2 == 0 {
                Path::new("/bin/true")
            } else {
                input.path()
            };
            all.push(Started::new(&order(program, input.path(), &[("PATH", Path::new("/"))])).unwrap());
            let error = File::open("/nowhere/at/all").unwrap_err();
            assert_eq!(error.raw_os_error(), Some(libc::ENOENT));
            let texts: Vec<String> = (0..round).map(|number| number.to_string()).collect();
            assert_eq!(texts.len(), round as usize);
            all.retain_mut(|started| !started.is_over());
        }
        until(|| {
            all.retain_mut(|started| !started.is_over());
            all.is_empty()
        });
    }
}
