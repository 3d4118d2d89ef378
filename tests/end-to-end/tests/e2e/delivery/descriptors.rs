//! Whatever the program inherits is free when it ends, although its uploader lives on: others wait
//! for that.

use super::AT_ONCE;
use crate::ANNOTATED;
use end_to_end::{Program, World};
use receiver::Behaviour;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// A number that nothing in this process has: a descriptor that is copied to itself would be closed
/// on `exec` as before.
const NUMBER: i32 = 900;

/// Hands it to the program, and to all that the program starts. What the test itself has of it is
/// closed then.
fn inheriting(program: Program<'_>, descriptor: OwnedFd) -> Program<'_> {
    program.with(|command| {
        let hand_over = move || {
            // SAFETY: `dup2` may be called between `fork` and `exec`; the new descriptor is not
            // closed on `exec`.
            match unsafe { libc::dup2(descriptor.as_raw_fd(), NUMBER) } {
                -1 => Err(std::io::Error::last_os_error()),
                _ => Ok(()),
            }
        };
        // SAFETY: nothing but the above happens in the child.
        unsafe { command.pre_exec(hand_over) };
    })
}

/// Runs the program to its end, with an uploader that lives on.
#[track_caller]
fn run(world: &World, descriptor: OwnedFd) {
    world.receiver.behave(Behaviour::Hang);
    inheriting(world.program(ANNOTATED), descriptor)
        .args(["evaluate"])
        .run()
        .quiet();
}

#[track_caller]
fn assert_uploader_lives(world: &World) {
    #[cfg(target_os = "linux")]
    world.assert_one_uploader();
    let _ = world;
}

#[test]
fn a_pipe() {
    let world = World::consenting();
    let (mut reader, writer) = std::io::pipe().expect("a pipe");
    run(&world, writer.into());
    let (done, wait) = mpsc::channel();
    std::thread::spawn(move || done.send(reader.read_to_end(&mut Vec::new()).expect("a pipe")));
    assert_eq!(wait.recv_timeout(AT_ONCE), Ok(0), "its end comes");
    assert_uploader_lives(&world);
}

#[test]
fn a_lock() {
    let world = World::consenting();
    let path = world.beside().join("lock");
    let lock = File::create(&path).expect("a file");
    lock.lock().expect("a lock");
    run(&world, lock.into());
    let (other, start) = (File::open(&path).expect("a file"), Instant::now());
    while other.try_lock().is_err() {
        assert!(start.elapsed() < AT_ONCE, "somebody still holds the lock");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_uploader_lives(&world);
}
