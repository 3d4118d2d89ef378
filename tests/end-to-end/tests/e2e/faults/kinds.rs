//! What can go wrong with an operation on a file.

use super::library::{Operation, Who, log, watched};
use end_to_end::{Home, Program};
use std::fmt;

/// A way to fail.
#[derive(Debug)]
pub(super) struct Kind {
    name: &'static str,
    /// 0: a write takes half of what it is given.
    pub(super) errno: i32,
    /// The operations that fail so, each between two commas.
    operations: &'static str,
}

const EVERY: &str = ",open,create,reopen,read,write,truncate,seek,utime,lock,unlock,dup,stat,fstat,rename,unlink,mkdir,opendir,readdir,";
const OF_LOCKS: &str = ",lock,unlock,";

/// All that a file system, or what limits a process, can say.
pub(super) const KINDS: &[Kind] = &[
    Kind::new("no space", libc::ENOSPC, ",create,write,mkdir,rename,"),
    Kind::new("an I/O error", libc::EIO, EVERY),
    Kind::new(
        "no permission",
        libc::EACCES,
        ",open,create,reopen,stat,rename,unlink,mkdir,opendir,",
    ),
    Kind::new(
        "read only",
        libc::EROFS,
        ",create,reopen,write,truncate,utime,rename,unlink,mkdir,",
    ),
    Kind::new("too many files", libc::EMFILE, ",open,create,reopen,opendir,dup,"),
    Kind::new("no locks left", libc::ENOLCK, OF_LOCKS),
    Kind::new("no locks known", libc::ENOSYS, OF_LOCKS),
    Kind::new("locks not supported", libc::EOPNOTSUPP, OF_LOCKS),
    Kind::new("half a write", 0, ",write,"),
];

impl Kind {
    const fn new(name: &'static str, errno: i32, operations: &'static str) -> Self {
        Self {
            name,
            errno,
            operations,
        }
    }

    /// Whether files cannot be removed, either.
    pub(super) fn keeps_files(&self) -> bool {
        self.operations.contains(",unlink,")
    }

    fn happens_to(&self, operation: &Operation) -> bool {
        self.operations.contains(&format!(",{},", operation.name))
    }
}

/// What goes wrong in one case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fault {
    who: Who,
    /// The number of the operation.
    pub(super) at: usize,
    pub(super) kind: &'static Kind,
    /// From then on all that can fail so does, until the process ends.
    pub(super) lasts: bool,
}

impl Fault {
    /// All that can happen to this operation.
    pub(super) fn of(operation: &Operation) -> Vec<Self> {
        let kinds = KINDS.iter().filter(|kind| kind.happens_to(operation));
        kinds
            .flat_map(|kind| [false, true].map(|lasts| (kind, lasts)))
            .map(|(kind, lasts)| Self {
                who: operation.who,
                at: operation.number,
                kind,
                lasts,
            })
            .collect()
    }

    /// The program, or its uploader, to which this happens.
    pub(super) fn strikes<'a>(&self, home: &Home, program: Program<'a>) -> Program<'a> {
        let program = watched(home, program)
            .env(self.who.variable("AT"), self.at.to_string())
            .env(self.who.variable("ERRNO"), self.kind.errno.to_string());
        if self.lasts {
            program.env(self.who.variable("ON"), self.kind.operations)
        } else {
            program
        }
    }

    /// Whether it came to that.
    pub(super) fn struck(&self, home: &Home) -> bool {
        let is_it = |operation: &Operation| operation.who == self.who && operation.number == self.at;
        log(home).iter().any(is_it)
    }

    /// As the system says it.
    pub(super) fn words(&self) -> String {
        std::io::Error::from_raw_os_error(self.kind.errno).to_string()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lasts = if self.lasts { ", and from then on" } else { "" };
        write!(f, "{} for the {:?} at {}{lasts}", self.kind.name, self.who, self.at)
    }
}
