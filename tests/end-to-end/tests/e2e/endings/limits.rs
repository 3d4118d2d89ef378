//! The user limits what the program may take. What telemetry cannot have is an error of its own: no
//! signal for the program where the size of files is limited (`ulimit -f`), and no abort where
//! memory is (`ulimit -v`).

use super::{WAYS, WAYS_BARE};
use end_to_end::{Finished, Home, Program, World};
use std::os::unix::process::CommandExt;

/// A limit in bytes.
#[derive(Debug, Clone, Copy)]
enum Limit {
    OfFiles(u64),
    #[cfg(target_os = "linux")]
    OfMemory(u64),
}

impl Limit {
    /// Limits this process.
    fn set(self) -> i32 {
        let (resource, bytes) = match self {
            Self::OfFiles(bytes) => (libc::RLIMIT_FSIZE, bytes),
            #[cfg(target_os = "linux")]
            Self::OfMemory(bytes) => (libc::RLIMIT_AS, bytes),
        };
        let limit = libc::rlimit {
            rlim_cur: bytes,
            rlim_max: bytes,
        };
        // SAFETY: a plain system call, which may be made between `fork` and `exec`.
        unsafe { libc::setrlimit(resource, &raw const limit) }
    }
}

/// Runs the program with this limit.
fn limited(program: Program<'_>, limit: Limit, arguments: &[&str]) -> Finished {
    let program = program.args(arguments).with(|command| {
        let set = move || match limit.set() {
            0 => Ok(()),
            _ => Err(std::io::Error::last_os_error()),
        };
        // SAFETY: nothing but the above happens in the child.
        unsafe { command.pre_exec(set) };
    });
    program.run()
}

#[test]
fn a_program_that_writes_no_files_ends_as_without_us() {
    // Nothing; less than an event; an event, and not the journal of a panic.
    for bytes in [0, 200, 1024, 2048] {
        for arguments in [
            &["evaluate", "say=end"][..],
            &["way=caught", "say=end"],
            &["work=index"],
            &["err=no prices"],
            &["work=exit-in-a-thread"],
            &["work=segv"],
            &["way=often", "say=end"],
        ] {
            let world = World::consenting();
            let finished = limited(world.program(WAYS), Limit::OfFiles(bytes), arguments);
            let twin = limited(Home::new().program(WAYS_BARE), Limit::OfFiles(bytes), arguments);
            assert_eq!(
                (finished.code, finished.signal),
                (twin.code, twin.signal),
                "{arguments:?} with {bytes} bytes: {finished:?}"
            );
            finished.assert_same_as(&twin);
            world.settle();
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_program_with_little_memory_survives_its_panics() {
    assert_survives([16, 24, 32, 48, 64, 96, 160, 320, 464]);
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "exhaustive: takes half a minute; .ci/run runs it"]
fn a_program_with_any_memory_survives_its_panics() {
    assert_survives((8..48).step_by(2).chain((48..480).step_by(16)));
}

/// A failed allocation aborts, and cannot be caught. The twin is the same program without consent,
/// which takes as much memory itself.
#[cfg(target_os = "linux")]
#[track_caller]
fn assert_survives(megabytes: impl IntoIterator<Item = u64>) {
    let limits: Vec<u64> = megabytes.into_iter().map(|limit| limit * 1024 * 1024).collect();
    for arguments in [&["way=caught", "say=end"][..], &["work=in-a-thread", "say=end"]] {
        let (world, without) = (World::consenting(), Home::new());
        let mut survived = 0;
        for bytes in &limits {
            let twin = limited(without.program(WAYS), Limit::OfMemory(*bytes), arguments);
            let finished = limited(world.program(WAYS), Limit::OfMemory(*bytes), arguments);
            if twin.code == Some(0) {
                survived += 1;
                let name = format!("{arguments:?} with {bytes} bytes: {finished:?}");
                assert_eq!((finished.code, &finished.stdout), (Some(0), &twin.stdout), "{name}");
            }
        }
        assert!(survived > limits.len() / 2, "{survived} of {}", limits.len());
        // Uploaders have the same limit, and the last one has room enough.
        let received = world.settle();
        let panics = received.events();
        let panics = panics
            .iter()
            .filter(|event| event["exception"]["values"][0]["type"] == "panic");
        assert!(panics.count() >= survived - 2, "{received}");
    }
}
