//! Starts the uploader on Linux, as a process that is not a child of the program. A program that
//! waits for any or all of its children would otherwise wait for the server, or take the uploader's
//! exit for that of its own job. The uploader raises no `SIGCHLD` and need not be reaped.
//!
//! A process in between starts the uploader and exits at once, which makes the uploader an orphan.
//! The exit of the one in between raises no signal, and only a wait with `__WCLONE` sees it.
//!
//! Both processes share the program's memory, and the thread that starts them blocks until the
//! uploader's executable is loaded, as with `posix_spawn`.

#![expect(unsafe_code, reason = "std starts children only")]

use super::launch::{Launch, TIME_LIMIT};
use crate::util::own_file::OwnFile;
use std::ffi::{CStr, CString, OsString, c_char, c_int, c_long, c_void};
use std::fs::OpenOptions;
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr;

/// Bytes of each of the two stacks. They hold a few small frames, and those of a signal that ends
/// the process.
const STACK: usize = 64 * 1024;

/// An uploader that was started.
#[derive(Debug)]
pub(in crate::delivery) struct Started {
    /// The process, where it became a child of this one, which has to reap it.
    child: Option<libc::pid_t>,
}

impl Started {
    /// Starts the program under this name and with this environment, in `/` and a process group of
    /// its own, with the lock as standard input and `/dev/null` as its output. The time limit runs
    /// from here on. All signals but `SIGALRM` are blocked until the uploader unblocks them.
    ///
    /// # Errors
    /// The operating system's error, also that of loading the program.
    pub(in crate::delivery) fn new(launch: &Launch) -> io::Result<Self> {
        let look = |path: &Path| std::fs::metadata(path);
        let null = OwnFile::open(Path::new("/dev/null"), OpenOptions::new().read(true).write(true), look);
        let null = null.map_err(|error| io::Error::new(error.kind(), format!("/dev/null: {error}")))?;
        let (between, uploader) = (Stack::new()?, Stack::new()?);
        let mut start = Start::new(launch, null.get()?.as_raw_fd(), &uploader)?;
        let adopts = adopts_orphans();
        start.run(&between)?;
        // An emulator may copy the memory instead of sharing it. Then the number stays unknown.
        Ok(Self {
            child: Some(start.uploader).filter(|id| adopts && *id > 0),
        })
    }

    /// Returns true once this process has nothing left to do for the uploader. Reaps it where it
    /// became a child.
    pub(in crate::delivery) fn is_over(&mut self) -> bool {
        if let Some(id) = self.child {
            // SAFETY: a plain system call, without a place for the status.
            let reaped = unsafe { libc::waitpid(id, ptr::null_mut(), libc::WNOHANG) };
            // An error means that the program reaped it.
            if reaped != 0 {
                self.child = None;
            }
        }
        self.child.is_none()
    }
}

/// Returns true if orphans below this process become its children: it is the first process of a
/// container, or asked for them.
fn adopts_orphans() -> bool {
    let mut adopts: c_int = 0;
    // SAFETY: the operating system writes one number.
    unsafe { libc::prctl(libc::PR_GET_CHILD_SUBREAPER, &raw mut adopts) };
    adopts != 0 || std::process::id() == 1
}

/// Everything that the two processes need. They must not allocate, so it is all made before.
struct Start<'a> {
    program: CString,
    arguments: Vec<*const c_char>,
    environment: Vec<*const c_char>,
    /// The strings that the two lists point to.
    _strings: Vec<CString>,
    input: RawFd,
    null: RawFd,
    stack: &'a Stack,
    /// Results.
    uploader: libc::pid_t,
    error: c_int,
}

impl<'a> Start<'a> {
    fn new(launch: &Launch, null: RawFd, stack: &'a Stack) -> io::Result<Self> {
        let name = CString::new(launch.name.as_str())?;
        let variable =
            |(name, value): &(OsString, OsString)| CString::new([name.as_bytes(), b"=", value.as_bytes()].concat());
        let mut strings = launch.environment.iter().map(variable).collect::<Result<Vec<_>, _>>()?;
        let list = |strings: &[CString]| {
            strings
                .iter()
                .map(|string| string.as_ptr())
                .chain([ptr::null()])
                .collect()
        };
        let (arguments, environment) = (vec![name.as_ptr(), ptr::null()], list(&strings));
        strings.push(name);
        Ok(Self {
            program: CString::new(launch.program.as_os_str().as_bytes())?,
            arguments,
            environment,
            _strings: strings,
            input: launch.lock.get()?.as_raw_fd(),
            null,
            stack,
            uploader: -1,
            error: 0,
        })
    }

    /// Blocks until the uploader's executable is loaded, or could not be.
    fn run(&mut self, stack: &Stack) -> io::Result<()> {
        let flags = libc::CLONE_VM | libc::CLONE_VFORK;
        let signals = Blocked::all();
        // SAFETY: this is what `posix_spawn` does. The process in between shares this one's memory
        // while this thread, whose thread-local storage it uses, blocks until it has exited
        // (`CLONE_VFORK`). No signal handler can run in it. The stack outlives the process.
        let between = unsafe { libc::clone(start_uploader, stack.top(), flags, ptr::from_mut(self).cast()) };
        let failed = (between == -1).then(io::Error::last_os_error);
        if between > 0 {
            // SAFETY: a plain system call, without a place for the status.
            unsafe { libc::waitpid(between, ptr::null_mut(), libc::__WCLONE) };
        }
        drop(signals);
        match (failed, self.error) {
            (Some(error), _) => Err(error),
            (None, 0) => Ok(()),
            (None, error) => Err(io::Error::from_raw_os_error(error)),
        }
    }

    fn fail(&mut self) {
        self.error = io::Error::last_os_error().raw_os_error().unwrap_or(libc::EAGAIN);
    }
}

/// The process in between. It exits when this function returns.
extern "C" fn start_uploader(start: *mut c_void) -> c_int {
    let flags = libc::CLONE_VM | libc::CLONE_VFORK;
    // SAFETY: `run` blocks meanwhile and leaves the value to this process, which does the same for
    // the uploader. The rest as in `run`.
    unsafe {
        let shared = start.cast::<Start>();
        let uploader = libc::clone(exec_uploader, (*shared).stack.top(), flags, start);
        (*shared).uploader = uploader;
        if uploader == -1 {
            (*shared).fail();
        }
    }
    0
}

/// The process that becomes the uploader, or exits with the error written down.
extern "C" fn exec_uploader(start: *mut c_void) -> c_int {
    // SAFETY: the process in between blocks meanwhile and leaves the value to this process. All
    // calls are plain system calls; their pointers are of strings and lists that outlive the call.
    unsafe {
        let start = &mut *start.cast::<Start>();
        limit_time();
        system_call(libc::SYS_setpgid, [0; 4]);
        system_call(libc::SYS_chdir, [c"/".as_ptr().addr(), 0, 0, 0]);
        // Copies above the three standard numbers, in case the program has closed one of them.
        let copy = |of: RawFd| {
            let (of, command) = (
                of.cast_unsigned() as usize,
                libc::F_DUPFD_CLOEXEC.cast_unsigned() as usize,
            );
            usize::try_from(system_call(libc::SYS_fcntl, [of, command, 3, 0])).unwrap_or(usize::MAX)
        };
        let (input, null) = (copy(start.input), copy(start.null));
        let put = |from: usize, to: usize| system_call(libc::SYS_dup3, [from, to, 0, 0]) >= 0;
        if put(input, 0) && put(null, 1) && put(null, 2) {
            // A shell's `$(program)` waits until every process has closed the pipe. Before Linux
            // 5.9 there is no such call, and the uploader closes what it inherited.
            system_call(libc::SYS_close_range, [3, u32::MAX as usize, 0, 0]);
            let lists = [start.arguments.as_ptr().addr(), start.environment.as_ptr().addr()];
            let program = CStr::as_ptr(&start.program).addr();
            system_call(libc::SYS_execve, [program, lists[0], lists[1], 0]);
        }
        start.fail();
        system_call(libc::SYS_exit_group, [127, 0, 0, 0]);
    }
    // Not reached.
    127
}

/// Has the operating system end this process after the time limit. The timer survives `exec`, so
/// it also ends an uploader whose constructors (code before `main`) never return.
unsafe fn limit_time() {
    // Interval and value, each as seconds and microseconds.
    let limit: [c_long; 4] = [0, 0, TIME_LIMIT.as_secs().try_into().unwrap_or(c_long::MAX), 0];
    // All of it zero is the default action, on every processor.
    let default = [0_u64; 16];
    let set = 1_u64 << (libc::SIGALRM - 1);
    let (signal, unblock) = (
        libc::SIGALRM.cast_unsigned() as usize,
        libc::SIG_UNBLOCK.cast_unsigned() as usize,
    );
    // SAFETY: plain system calls; the operating system only reads what the pointers lead to.
    unsafe {
        system_call(
            libc::SYS_rt_sigaction,
            [signal, (&raw const default).addr(), 0, size_of_val(&set)],
        );
        system_call(
            libc::SYS_rt_sigprocmask,
            [unblock, (&raw const set).addr(), 0, size_of_val(&set)],
        );
        let timer = libc::ITIMER_REAL as usize;
        system_call(libc::SYS_setitimer, [timer, (&raw const limit).addr(), 0, 0]);
    }
}

/// Calls the operating system directly. A library in front of the program (`LD_PRELOAD`, a
/// sanitizer) replaces functions of the C library, and would take what they do here for something
/// that the program did.
///
/// # Safety
/// That of the system call.
unsafe fn system_call(number: c_long, [first, second, third, fourth]: [usize; 4]) -> c_long {
    // SAFETY: the caller's.
    unsafe { libc::syscall(number, first, second, third, fourth) }
}

/// Memory for a stack, with a page below it that cannot be written to.
#[derive(Debug)]
struct Stack {
    memory: *mut c_void,
    size: usize,
}

impl Stack {
    fn new() -> io::Result<Self> {
        // SAFETY: the operating system chooses an address at which nothing is.
        unsafe {
            let page = usize::try_from(libc::sysconf(libc::_SC_PAGESIZE)).unwrap_or(STACK);
            let (size, flags) = (STACK + page, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
            let memory = libc::mmap(ptr::null_mut(), size, libc::PROT_NONE, flags, -1, 0);
            if memory == libc::MAP_FAILED {
                return Err(io::Error::last_os_error());
            }
            let stack = Self { memory, size };
            let usable = libc::mprotect(memory.byte_add(page), STACK, libc::PROT_READ | libc::PROT_WRITE);
            if usable == 0 {
                Ok(stack)
            } else {
                Err(io::Error::last_os_error())
            }
        }
    }

    /// Stacks grow downwards.
    fn top(&self) -> *mut c_void {
        self.memory.wrapping_byte_add(self.size)
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // SAFETY: this is the mapping, and no process runs on it any more.
        unsafe { libc::munmap(self.memory, self.size) };
    }
}

/// Blocks all signals of this thread until it is dropped.
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
    use std::fs::{self, File};
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::{Duration, Instant};

    fn launch(program: impl Into<PathBuf>, input: &Path, environment: &[(&str, &Path)]) -> Launch {
        Launch {
            program: program.into(),
            name: "a shell".to_owned(),
            environment: environment
                .iter()
                .map(|(name, value)| (name.into(), value.into()))
                .collect(),
            lock: OwnFile::new(File::open(input).unwrap()).unwrap(),
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
        let mut started = Started::new(&launch("/bin/sh", &input, &environment)).unwrap();
        until(|| said.exists());
        assert!(started.is_over(), "an orphan need not be reaped");
        fs::read_to_string(said).unwrap()
    }

    #[test]
    fn it_runs_and_is_no_child() {
        assert_ne!(said("echo $PPID").trim(), std::process::id().to_string());
    }

    #[test]
    fn it_is_launched_as_described() {
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

    /// The shell closes nothing by itself. (Before Linux 5.9 there is no such call, and the
    /// uploader does it.)
    #[test]
    fn nothing_of_the_program_is_open_in_it() {
        let file = tempfile::NamedTempFile::new().unwrap();
        // SAFETY: plain system calls; the descriptor, which a new program would get, too, is nobody
        // else's.
        let inherited = unsafe { libc::dup(file.as_raw_fd()) };
        let open = said("readlink /proc/$$/fd/* || :");
        // SAFETY: as above.
        let no_such_call =
            unsafe { system_call(libc::SYS_close_range, [u32::MAX as usize, u32::MAX as usize, 0, 0]) } != 0;
        // SAFETY: as above.
        unsafe { libc::close(inherited) };
        assert!(no_such_call || !open.contains(file.path().to_str().unwrap()), "{open}");
        assert!(open.contains("/input\n"), "{open}");
    }

    #[test]
    fn what_cannot_be_started_is_told() {
        let scratch = tempfile::NamedTempFile::new().unwrap();
        let error = |program: &str| Started::new(&launch(program, scratch.path(), &[])).unwrap_err();
        assert_eq!(error("/nowhere/at/all").kind(), io::ErrorKind::NotFound);
        error("/");
    }

    #[test]
    fn an_error_of_loading_the_program_is_reported() {
        let no_program = tempfile::NamedTempFile::new().unwrap();
        let error = Started::new(&launch(no_program.path(), no_program.path(), &[])).unwrap_err();
        assert_eq!(error.raw_os_error(), Some(libc::EACCES));
    }

    /// That the timer ends the uploader is seen by the end-to-end tests.
    #[test]
    fn of_all_signals_only_that_of_the_time_limit_is_unblocked() {
        // Without another process, whose signals the shell would unblock.
        let status = said("while read -r line; do echo \"$line\"; done < /proc/$$/status");
        let blocked = status.lines().find_map(|line| line.strip_prefix("SigBlk:")).unwrap();
        let blocked = u64::from_str_radix(blocked.trim(), 16).unwrap();
        for signal in [libc::SIGTERM, libc::SIGINT, libc::SIGALRM] {
            let is_blocked = blocked & (1 << (signal - 1)) != 0;
            assert_eq!(is_blocked, signal != libc::SIGALRM, "{signal}: {status}");
        }
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

    /// The memory is shared while a process starts, and nothing that other threads do is disturbed.
    #[test]
    fn other_threads_go_on_meanwhile() {
        let input = tempfile::NamedTempFile::new().unwrap();
        let over = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let error = File::open("/nowhere/at/all").unwrap_err();
                    assert_eq!(error.raw_os_error(), Some(libc::ENOENT));
                }
            });
            for _ in 0..100 {
                Started::new(&launch("/bin/true", input.path(), &[("PATH", Path::new("/"))])).unwrap();
            }
            over.store(true, Ordering::Relaxed);
        });
    }
}
