//! A program on a terminal: what ends it from there does not end its uploader.

use super::AT_ONCE;
use crate::{ANNOTATED, pty};
use end_to_end::{Running, Signal, World, messages};
use receiver::Behaviour;
use std::fs::File;
use std::io::Write;
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;

/// The program at a pause, on a terminal of its own, with an uploader at work. It has both ends.
fn on_a_terminal(world: &World) -> (Running<'_>, File) {
    world.receiver.behave(Behaviour::Hang);
    let (terminal, theirs) = pty::open();
    let program = world.program(ANNOTATED).args(["evaluate", "pause"]).with(|command| {
        let descriptor = theirs.as_raw_fd();
        // The session and its terminal, as a login shell makes them.
        let take = move || {
            rustix::process::setsid()?;
            // SAFETY: the descriptor is open until after `exec`, in the command.
            match unsafe { libc::ioctl(descriptor, libc::TIOCSCTTY, 0) } {
                -1 => Err(std::io::Error::last_os_error()),
                _ => Ok(()),
            }
        };
        // SAFETY: only system calls are made between `fork` and `exec`.
        unsafe { command.stdin(theirs).pre_exec(take) };
    });
    let mut running = program.start();
    running.wait_for_pause();
    let connected = world
        .receiver
        .wait_for(|received| !received.deliveries.is_empty(), AT_ONCE * 4);
    connected.expect("a request");
    (running, terminal)
}

/// The uploader is there, and brings what it has.
#[track_caller]
fn assert_uploader_goes_on(world: &World) {
    world.assert_one_uploader();
    world.end_uploaders();
    world.receiver.behave(Behaviour::Healthy);
    world.program(ANNOTATED).run().quiet();
    world.home.wait_for_uploaders();
    assert_eq!(messages(&world.receiver.so_far()).len(), 3);
}

#[test]
fn ctrl_c_ends_the_program_alone() {
    let world = World::consenting();
    let (running, mut terminal) = on_a_terminal(&world);
    terminal.write_all(b"\x03").expect("a key");
    assert_eq!(running.finish().signal, Some(Signal::INT.as_raw()));
    assert_uploader_goes_on(&world);
}

#[test]
fn a_terminal_that_is_closed_ends_the_program_alone() {
    let world = World::consenting();
    let (running, terminal) = on_a_terminal(&world);
    drop(terminal);
    assert_eq!(running.finish().signal, Some(Signal::HUP.as_raw()));
    assert_uploader_goes_on(&world);
}
