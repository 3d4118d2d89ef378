//! The user limits the size of files (`ulimit -f`): what telemetry cannot write is an error of its own, and no signal
//! for the program.

use super::{WAYS, WAYS_BARE};
use end_to_end::{Finished, Home, Program, World};
use std::os::unix::process::CommandExt;

/// Runs the program with this limit, in bytes.
fn limited(program: Program<'_>, bytes: u64, arguments: &[&str]) -> Finished {
    let program = program.args(arguments).with(|command| {
        let limit = move || {
            let limit = libc::rlimit {
                rlim_cur: bytes,
                rlim_max: bytes,
            };
            // SAFETY: a plain system call, which may be made between `fork` and `exec`.
            match unsafe { libc::setrlimit(libc::RLIMIT_FSIZE, &raw const limit) } {
                0 => Ok(()),
                _ => Err(std::io::Error::last_os_error()),
            }
        };
        // SAFETY: nothing but the above happens in the child.
        unsafe { command.pre_exec(limit) };
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
            let finished = limited(world.program(WAYS), bytes, arguments);
            let twin = limited(Home::new().program(WAYS_BARE), bytes, arguments);
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
