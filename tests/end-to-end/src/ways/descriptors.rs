//! Ways in which a program closes every descriptor that it finds, as daemons do, and then opens
//! something of its own.

use std::fs::File;
use std::io::Write;
use std::mem::forget;
use std::net::TcpStream;
use std::process::{Command, Stdio};

pub(super) const WAYS: &[(&str, fn())] = &[
    ("close-for-files", || {
        close_all();
        open_files();
    }),
    ("close-for-sockets", close_for_sockets),
    ("close-for-a-pipe", close_for_a_pipe),
    ("close-in-a-child", close_in_a_child),
    ("close-in-a-thread", close_in_a_thread),
    ("close-before-exec", close_before_exec),
];

/// More than telemetry has open at any time.
const MANY: usize = 16;

fn close_all() {
    for descriptor in 3..256 {
        // SAFETY: whose it is does not matter to such a program.
        unsafe { libc::close(descriptor) };
    }
}

/// They stay open, and hold one line.
fn open_files() {
    for number in 0..MANY {
        let mut file = File::create(format!("own-{number}")).expect("a file");
        file.write_all(b"mine\n").expect("a line");
        forget(file);
    }
}

/// Connections to where the test listens.
fn close_for_sockets() {
    close_all();
    let peer = std::env::var("E2E_PEER").expect("a peer");
    for _ in 0..MANY {
        forget(TcpStream::connect(&peer).expect("a connection"));
    }
}

/// Whatever is written into one of these pipes arrives in a file.
fn close_for_a_pipe() {
    close_all();
    for number in 0..MANY {
        let file = File::create(format!("own-{number}")).expect("a file");
        let cat = Command::new("cat").stdin(Stdio::piped()).stdout(file).spawn();
        // It lives as long as its pipe, and is reaped by whoever reaps orphans.
        let mut pipe = cat.expect("cat").stdin.expect("a pipe");
        pipe.write_all(b"mine\n").expect("a line");
        forget(pipe);
    }
}

/// Another thread closes all descriptors again and again, and opens files of its own, until the
/// program exits. The status is 9 if somebody else has closed one of them.
fn close_in_a_thread() {
    let (ready, is_ready) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for number in (0..MANY).cycle() {
            close_all();
            let name = format!("own-{number}");
            let mut file = File::options().create(true).append(true).open(name).expect("a file");
            for _ in 0..10 {
                if file.write_all(b"mine\n").is_err() {
                    // SAFETY: a plain system call.
                    unsafe { libc::_exit(9) };
                }
                std::thread::yield_now();
            }
            forget(file);
            // The test may be over.
            let _ = ready.send(());
        }
    });
    for _ in 0..MANY {
        is_ready.recv().expect("a thread");
    }
}

/// A child has other files under the numbers before it becomes another program.
fn close_before_exec() {
    let mut command = Command::new("true");
    // SAFETY: this process has only one thread.
    unsafe {
        std::os::unix::process::CommandExt::pre_exec(&mut command, || {
            close_all();
            open_files();
            Ok(())
        });
    }
    command.status().expect("a program");
}

/// A forked child has other files under the numbers, and forks again.
fn close_in_a_child() {
    for _ in 0..2 {
        // SAFETY: this process has only one thread.
        match unsafe { libc::fork() } {
            -1 => panic!("no second process"),
            0 => {
                close_all();
                open_files();
            }
            _ => {
                let mut status = 0;
                // SAFETY: the status is ours.
                unsafe { libc::wait(&raw mut status) };
                return;
            }
        }
    }
    std::process::exit(0);
}
