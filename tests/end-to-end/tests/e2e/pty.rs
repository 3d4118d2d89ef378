//! Terminals that nobody sits at.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use std::ffi::OsString;
use std::fs::File;
use std::os::unix::ffi::OsStringExt;

/// Both ends of a terminal: the user's, and the one for programs.
pub(crate) fn open() -> (File, File) {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
    #[cfg(target_os = "linux")]
    let flags = flags | OpenptFlags::CLOEXEC;
    let users = openpt(flags).expect("a terminal");
    grantpt(&users)
        .and_then(|()| unlockpt(&users))
        .expect("a terminal to be used");
    let name = OsString::from_vec(ptsname(&users, Vec::new()).expect("its name").into_bytes());
    let programs = File::options()
        .read(true)
        .write(true)
        .open(name)
        .expect("its other end");
    (File::from(users), programs)
}
