//! Starts a process that is not a child of this one: a program that waits for its children, any or all of them, would wait for a server, or
//! take the uploader's end for that of one of its own. No signal says that it ended, and it need not be reaped.
//!
//! There is no other way to this on Linux than a process in between, which starts it and ends. That one is made with no signal for its end, which
//! hides it from everybody who does not ask for such processes.
//!
//! The program stands still while that one lives, and no longer. `posix_spawn` would have it wait until the uploader's executable is loaded, which
//! takes several times as long.

#![expect(unsafe_code, reason = "std starts children only")]

use std::ffi::{CString, OsStr, c_char, c_int, c_void};
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsRawFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;
use std::ptr;

/// Each of the two runs on a stack of its own. The system gives memory only for what is used of it.
const STACK: usize = 64 * 1024;
/// Of a program that never was larger than this, in kB, the tables of its memory are copied in less time than an executable is loaded.
const SMALL: libc::c_long = 64 * 1024;

/// Whether an orphan would become a child of this process after all, as in a container whose first process it is, or where it asked for that.
pub(super) fn comes_back() -> bool {
    let mut collects: c_int = 0;
    // SAFETY: the system writes one number.
    unsafe { libc::prctl(libc::PR_GET_CHILD_SUBREAPER, &raw mut collects) };
    collects != 0 || std::process::id() == 1
}

/// All that is needed to become another program, made before there are several processes: nothing is allocated in them.
struct Order {
    program: CString,
    arguments: Vec<*const c_char>,
    environment: Vec<*const c_char>,
    input: RawFd,
    null: RawFd,
    small: bool,
    stack: Stack,
    /// What the system said of the second process: zero, or an error.
    error: c_int,
}

/// Starts the command's program with the command's environment, and none of this process's; under this name, in `/`, in a group of its own, with this file as its
/// standard input and nothing for the others. All signals are kept back in it until it wants them.
///
/// # Errors
/// What the system says. That the program could not be loaded, nobody hears of; whether there is one is looked at before.
pub(super) fn spawn(command: &Command, name: &str, input: &File) -> io::Result<()> {
    let program = Path::new(command.get_program());
    if !program.metadata()?.is_file() {
        return Err(io::ErrorKind::NotFound.into());
    }
    let null = OpenOptions::new().read(true).write(true).open("/dev/null")?;
    let variables: Vec<CString> = command.get_envs().filter_map(variable).collect();
    let name = CString::new(name)?;
    let mut order = Order {
        program: CString::new(program.as_os_str().as_bytes())?,
        arguments: vec![name.as_ptr(), ptr::null()],
        environment: variables
            .iter()
            .map(|variable| variable.as_ptr())
            .chain([ptr::null()])
            .collect(),
        input: input.as_raw_fd(),
        null: null.as_raw_fd(),
        small: is_small(),
        stack: Stack::new()?,
        error: 0,
    };
    let stack = Stack::new()?;
    let flags = libc::CLONE_VM | libc::CLONE_VFORK;
    let signals = Blocked::all();
    // SAFETY: this is what `posix_spawn` does. The process between shares this one's memory, while this thread, whose order and thread-local storage it uses, stands
    // still until it has ended (`CLONE_VFORK`); to all other threads it is no other than this thread. No signal handler can run in it. Its stack is aligned, grows
    // downwards, and is freed after that.
    let between = unsafe { libc::clone(start, stack.top(), flags, (&raw mut order).cast()) };
    let cloned = if between == -1 {
        Err(io::Error::last_os_error())
    } else {
        Ok(())
    };
    if between > 0 {
        // SAFETY: a plain system call, without a place for the status.
        unsafe { libc::waitpid(between, ptr::null_mut(), libc::__WCLONE) };
    }
    drop(signals);
    cloned?;
    match order.error {
        0 => Ok(()),
        error => Err(io::Error::from_raw_os_error(error)),
    }
}

/// `NAME=value`
fn variable((name, value): (&OsStr, Option<&OsStr>)) -> Option<CString> {
    let mut variable = name.as_bytes().to_vec();
    variable.push(b'=');
    variable.extend_from_slice(value?.as_bytes());
    CString::new(variable).ok()
}

fn is_small() -> bool {
    // SAFETY: the numbers are plain data, which the system fills, or are zeros.
    let usage = unsafe {
        let mut usage = std::mem::zeroed::<libc::rusage>();
        libc::getrusage(libc::RUSAGE_SELF, &raw mut usage);
        usage
    };
    usage.ru_maxrss < SMALL
}

/// The process between. Its end is that of this function.
extern "C" fn start(order: *mut c_void) -> c_int {
    // SAFETY: `spawn` gives it, and does nothing with it meanwhile.
    let shared = unsafe { &mut *order.cast::<Order>() };
    // With a copy of the memory, the program need not stand still until the other is loaded; a large one rather stands still than is copied.
    let flags = if shared.small {
        0
    } else {
        libc::CLONE_VM | libc::CLONE_VFORK
    };
    // SAFETY: as above. With a copy of the memory, whatever happens in the one process is not seen in the other.
    let orphan = unsafe { libc::clone(become_other, shared.stack.top(), flags, order) };
    if orphan == -1 {
        shared.error = io::Error::last_os_error().raw_os_error().unwrap_or(libc::EAGAIN);
    }
    0
}

/// The process that becomes the other program, or ends. Only system calls are made here: another thread may have held any lock when the memory was copied.
extern "C" fn become_other(order: *mut c_void) -> c_int {
    // SAFETY: as above, or a copy of it. All pointers are of strings and lists that end with a zero, and live as long as the order.
    unsafe {
        let order = &*order.cast::<Order>();
        libc::setpgid(0, 0);
        libc::chdir(c"/".as_ptr());
        // Out of the way of the three numbers, should the program have closed one of them.
        let input = libc::fcntl(order.input, libc::F_DUPFD_CLOEXEC, 3);
        let null = libc::fcntl(order.null, libc::F_DUPFD_CLOEXEC, 3);
        let is_ready = libc::dup2(input, 0) == 0 && libc::dup2(null, 1) == 1 && libc::dup2(null, 2) == 2;
        if is_ready {
            libc::execve(
                order.program.as_ptr(),
                order.arguments.as_ptr(),
                order.environment.as_ptr(),
            );
        }
        libc::_exit(127)
    }
}

/// Memory for a stack.
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
    use std::time::{Duration, Instant};

    /// What a shell says that is started so, with this as its standard input.
    fn said(script: &str) -> String {
        let scratch = tempfile::tempdir().unwrap();
        let (input, said) = (scratch.path().join("input"), scratch.path().join("said"));
        fs::write(&input, format!("{{ {script}; }} > $SAID.new && mv $SAID.new $SAID")).unwrap();
        let mut command = Command::new("/bin/sh");
        command.env("SAID", &said).env("PATH", "/usr/bin:/bin");
        spawn(&command, "a shell", &File::open(input).unwrap()).unwrap();
        let start = Instant::now();
        while !said.exists() {
            assert!(start.elapsed() < Duration::from_secs(30));
            std::thread::sleep(Duration::from_millis(1));
        }
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

    #[test]
    fn what_cannot_be_started_is_told() {
        let null = || File::open("/dev/null").unwrap();
        let error = spawn(&Command::new("/nowhere/at/all"), "x", &null()).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(spawn(&Command::new("/"), "x", &null()).is_err());
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

    #[test]
    fn a_large_program_starts_one_too() {
        let before = is_small();
        let mut large = vec![0_u8; 80 * 1024 * 1024];
        large.iter_mut().step_by(4096).for_each(|byte| *byte = 1);
        assert!(!is_small(), "it was small before: {before}");
        assert_ne!(said("echo $PPID").trim(), std::process::id().to_string());
        drop(large);
    }
}
