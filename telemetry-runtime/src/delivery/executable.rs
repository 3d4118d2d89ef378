//! The files that can be run as the uploader: the program's own executable, and on Linux a second
//! path to it.

use crate::util::file_identity::Identity;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The paths, best first.
#[derive(Debug)]
pub(super) struct Executables(Vec<Executable>);

#[derive(Debug)]
struct Executable {
    path: PathBuf,
    /// The file as it was when this process started. `None` for `/proc/self/exe`, which leads to
    /// that very file even after it is gone.
    version: Option<Version>,
}

/// Distinguishes the file from one that replaced it, and its content from what was written over it.
type Version = (Identity, u64, Option<SystemTime>);

impl Executables {
    /// The paths of this process's executable. `directory` is the one that it was started in.
    #[cfg(target_os = "linux")]
    pub(super) fn of_this_process(directory: Option<&Path>) -> Self {
        let itself = Executable {
            path: "/proc/self/exe".into(),
            version: None,
        };
        // Started as `ld.so ./tool` or by an emulator, this process is the loader or the emulator,
        // and `AT_EXECFN` is the path of the program.
        let named = named_by_kernel(directory)
            .filter(|path| Identity::at(path).ok() != Identity::at(&itself.path).ok())
            .filter(|path| is_elf(path))
            .and_then(Executable::at);
        Self([itself].into_iter().chain(named).collect())
    }

    /// The path of this process's executable.
    #[cfg(not(target_os = "linux"))]
    pub(super) fn of_this_process(_: Option<&Path>) -> Self {
        Self(
            std::env::current_exe()
                .ok()
                .and_then(Executable::at)
                .into_iter()
                .collect(),
        )
    }

    /// The number of the path to try after this one.
    pub(super) fn after(&self, number: usize) -> usize {
        if number + 1 < self.0.len() { number + 1 } else { 0 }
    }

    /// The path with this number, or the first.
    ///
    /// # Errors
    /// `NotFound` if the file was replaced or removed since this process started: after an update,
    /// another program must not be started as the uploader.
    pub(super) fn path(&self, number: usize) -> io::Result<&Path> {
        let found = self.0.get(number).or_else(|| self.0.first()).map(Executable::path);
        found.unwrap_or_else(|| {
            Err(io::Error::new(
                io::ErrorKind::NotFound,
                "the program's executable is not known",
            ))
        })
    }
}

impl Executable {
    /// The file that is at the path now.
    fn at(path: PathBuf) -> Option<Self> {
        let version = Some(version(&path)?);
        Some(Self { path, version })
    }

    fn path(&self) -> io::Result<&Path> {
        if self.version.is_none() || version(&self.path) == self.version {
            return Ok(&self.path);
        }
        let path = self.path.display();
        let why = format!("{path}: the file was replaced or removed since the program started");
        Err(io::Error::new(io::ErrorKind::NotFound, why))
    }
}

fn version(path: &Path) -> Option<Version> {
    let metadata = std::fs::metadata(path).ok()?;
    Some((Identity::at(path).ok()?, metadata.len(), metadata.modified().ok()))
}

/// The path by which the kernel was asked to run the program.
#[cfg(target_os = "linux")]
#[expect(unsafe_code, reason = "std does not read the auxiliary vector")]
fn named_by_kernel(directory: Option<&Path>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStrExt;
    // SAFETY: the kernel gives no value (zero) or a string that lives as long as the process.
    let name = unsafe {
        let address = libc::getauxval(libc::AT_EXECFN);
        let name = std::ptr::with_exposed_provenance::<std::ffi::c_char>(address.try_into().ok()?);
        if name.is_null() {
            return None;
        }
        std::ffi::CStr::from_ptr(name)
    };
    let path = Path::new(std::ffi::OsStr::from_bytes(name.to_bytes()));
    // Joined, an absolute path stays what it is.
    path.is_absolute()
        .then(|| path.to_owned())
        .or_else(|| Some(directory?.join(path)))
}

/// Whether the kernel runs the file itself. The path of a script (`#!`) also leads to this program,
/// but a script gives it arguments, which an uploader has not.
#[cfg(target_os = "linux")]
fn is_elf(path: &Path) -> bool {
    use std::io::Read;
    let mut magic = [0; 4];
    crate::util::files::open_followed(path).is_ok_and(|file| (&file).read_exact(&mut magic).is_ok())
        && magic == *b"\x7fELF"
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// An executable whose process was started just now.
    fn started() -> (tempfile::TempDir, PathBuf, Executable) {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("program");
        fs::write(&path, "program").unwrap();
        let executable = Executable::at(path.clone()).unwrap();
        assert_eq!(executable.path().unwrap(), path);
        (scratch, path, executable)
    }

    #[test]
    fn a_replaced_file_is_not_started() {
        let (scratch, path, executable) = started();
        let other = scratch.path().join("other");
        fs::copy(&path, &other).unwrap();
        fs::rename(&other, &path).unwrap();
        let error = executable.path().unwrap_err().to_string();
        assert!(error.starts_with(path.to_str().unwrap()), "{error}");
    }

    #[test]
    fn a_changed_file_is_not_started() {
        let (_scratch, path, executable) = started();
        fs::write(&path, "another program").unwrap();
        executable.path().unwrap_err();
    }

    #[test]
    fn a_removed_file_is_not_started() {
        let (_scratch, path, executable) = started();
        fs::remove_file(&path).unwrap();
        executable.path().unwrap_err();
        assert!(Executable::at(path).is_none());
    }

    #[test]
    fn this_process_has_one_path_and_stays_with_it() {
        let executables = Executables::of_this_process(std::env::current_dir().ok().as_deref());
        let this = fs::canonicalize(std::env::current_exe().unwrap()).unwrap();
        for number in [0, 1, 2] {
            assert_eq!(fs::canonicalize(executables.path(number).unwrap()).unwrap(), this);
            assert_eq!(executables.after(number), 0);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn only_files_that_the_kernel_runs_itself_are_tried() {
        let scratch = tempfile::tempdir().unwrap();
        let script = scratch.path().join("script");
        fs::write(&script, "#!/usr/bin/env tool\n").unwrap();
        assert!(!is_elf(&script) && !is_elf(scratch.path()));
        assert!(is_elf(
            &named_by_kernel(std::env::current_dir().ok().as_deref()).unwrap()
        ));
    }
}
