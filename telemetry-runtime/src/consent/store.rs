//! Decides whether a configuration file that belongs to root is still the user's choice. NixOS,
//! home-manager and mounted config maps of Kubernetes keep files in a read-only store of root, and
//! the user's own link leads there.
//!
//! The criterion is who could have written the target of the link: only the user and root, on every
//! step of the path. Root could change the user's own file just as well.

use crate::util::files;
use std::fs::Metadata;
use std::path::Path;

/// Succeeds if only the user and root could have written this file, which was opened by this path.
///
/// # Errors
/// If another user could have written it. The error says which.
pub(super) fn is_the_users_choice(path: &Path, opened: &Metadata) -> Result<(), &'static str> {
    files::belongs_to_us(opened, 0o002).or_else(|why| {
        if is_reached_by_the_users_link(path, opened) {
            Ok(())
        } else {
            Err(why)
        }
    })
}

#[cfg(not(unix))]
fn is_reached_by_the_users_link(_: &Path, _: &Metadata) -> bool {
    false
}

#[cfg(unix)]
fn is_reached_by_the_users_link(path: &Path, opened: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let is_root_s = opened.is_file() && opened.uid() == unix::ROOT && opened.mode() & unix::OTHERS_WRITE == 0;
    is_root_s && unix::Way::to(path).is_ok_and(|way| way.has_link_of_user && way.leads_to(opened))
}

#[cfg(unix)]
mod unix {
    use crate::util::platform;
    use std::ffi::OsString;
    use std::fs::{self, Metadata};
    use std::io::{self, ErrorKind};
    use std::os::unix::fs::MetadataExt;
    use std::path::{Component, Path, PathBuf};

    pub(super) const ROOT: u32 = 0;
    /// Write permission for the group and for others.
    pub(super) const OTHERS_WRITE: u32 = 0o022;
    /// In a directory with this bit, only its owner may remove or rename a file.
    const STICKY: u32 = 0o1000;
    /// The limit of the kernel.
    const MOST_LINKS: usize = 40;

    /// The target of a path, reached by directories and links that only root and the user can
    /// change.
    pub(super) struct Way {
        end: Metadata,
        pub(super) has_link_of_user: bool,
    }

    impl Way {
        /// Follows the path as the kernel does.
        ///
        /// # Errors
        /// If another user could have made something on the path, or the operating system returns
        /// an error.
        pub(super) fn to(path: &Path) -> io::Result<Self> {
            let mut here = PathBuf::from("/");
            let mut end = fs::symlink_metadata(&here)?;
            let mut to_come = parts(path);
            let (mut links, mut has_link_of_user) = (0, false);
            while let Some(part) = to_come.pop() {
                if part == ".." {
                    here.pop();
                    continue;
                }
                let next = here.join(part);
                end = fs::symlink_metadata(&next)?;
                if !is_safe(&here, &end)? {
                    return Err(ErrorKind::PermissionDenied.into());
                }
                if !end.is_symlink() {
                    here = next;
                    continue;
                }
                links += 1;
                if links > MOST_LINKS {
                    return Err(ErrorKind::InvalidInput.into());
                }
                has_link_of_user |= end.uid() == platform::user();
                let target = fs::read_link(&next)?;
                if target.is_absolute() {
                    here = PathBuf::from("/");
                }
                to_come.extend(parts(&target));
            }
            Ok(Self { end, has_link_of_user })
        }

        /// Returns true if the path leads to the opened file.
        pub(super) fn leads_to(&self, opened: &Metadata) -> bool {
            (self.end.dev(), self.end.ino()) == (opened.dev(), opened.ino())
        }
    }

    /// The components of a path, the last one first.
    fn parts(path: &Path) -> Vec<OsString> {
        let parts = path.components().rev();
        let named = parts.filter(|part| matches!(part, Component::Normal(_) | Component::ParentDir));
        named.map(|part| part.as_os_str().to_owned()).collect()
    }

    /// Returns true if only root and the user could have put this entry into the directory.
    fn is_safe(directory: &Path, entry: &Metadata) -> io::Result<bool> {
        let is_trusted = |metadata: &Metadata| [ROOT, platform::user()].contains(&metadata.uid());
        let parent = fs::symlink_metadata(directory)?;
        if !is_trusted(&parent) {
            return Ok(false);
        }
        Ok(parent.mode() & OTHERS_WRITE == 0
            // `/nix/store` is writable by the group that builds.
            || (parent.mode() & STICKY != 0 && is_trusted(entry))
            // The directory of a mounted config map is writable by all according to its mode. But
            // it is mounted read-only.
            || platform::is_read_only(directory))
    }
}
