//! The sources in a package's `src`.
//!
//! Links are not followed, so no file from outside is among them. Files that are not UTF-8 are
//! skipped, and so are generated files of megabytes, whose lines no stack trace needs.

use std::fs::{self, DirEntry};
use std::io::ErrorKind;
use std::path::Path;

/// The largest file, in bytes.
const LARGEST: u64 = 1024 * 1024;
/// The most files, and bytes of them all.
const MOST_FILES: usize = 4096;
const MOST_BYTES: u64 = 16 * 1024 * 1024;

// Input:  a package's folder
// Output: ["src/main.rs", "src/trade.rs", "src/trade/coin.rs"]
pub(super) fn files(package: &Path) -> Result<Vec<String>, String> {
    let mut files = Vec::new();
    let mut bytes = 0;
    let mut folders = Vec::new();
    let is_folder = fs::symlink_metadata(package.join("src")).is_ok_and(|src| src.is_dir());
    folders.extend(is_folder.then(|| "src".to_owned()));
    while let Some(folder) = folders.pop() {
        let cannot_read = |error| format!("cannot read `{folder}`: {error}");
        for entry in fs::read_dir(package.join(&folder)).map_err(cannot_read)? {
            let entry = entry.map_err(cannot_read)?;
            // A name that is no UTF-8 cannot be written in a source.
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let name = format!("{folder}/{name}");
            let cannot_read = |error| format!("cannot read `{name}`: {error}");
            let kind = entry.file_type().map_err(cannot_read)?;
            if kind.is_dir() {
                folders.push(name);
            } else if kind.is_file() && is_rust(&name) {
                let Some(length) = length(&entry).map_err(cannot_read)? else {
                    continue;
                };
                bytes += length;
                files.push(name);
            }
        }
    }
    if files.len() > MOST_FILES || bytes > MOST_BYTES {
        return Err(format!(
            "embeds at most {MOST_FILES} files and {} MiB, and `src` has {} and {} MiB",
            MOST_BYTES >> 20,
            files.len(),
            bytes >> 20
        ));
    }
    files.sort();
    Ok(files)
}

fn is_rust(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "rs")
}

/// How long the file is, if it is one to embed.
fn length(file: &DirEntry) -> Result<Option<u64>, std::io::Error> {
    if file.metadata()?.len() > LARGEST {
        return Ok(None);
    }
    match fs::read_to_string(file.path()) {
        Ok(text) => Ok(Some(text.len() as u64)),
        Err(error) if error.kind() == ErrorKind::InvalidData => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sources_are_found_in_the_order_of_their_names() {
        let package = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| {
            let path = package.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        assert_eq!(files(package.path()), Ok(Vec::new()));
        for name in ["src/z.rs", "src/a/b.rs", "src/a.rs", "src/bin/x/main.rs"] {
            write(name, b"fn f() {}");
        }
        let expected = ["src/a.rs", "src/a/b.rs", "src/bin/x/main.rs", "src/z.rs"].map(str::to_owned);
        // None of these is a source, and none of those is of `src`.
        write("src/notes.txt", b"");
        write("src/rs", b"");
        write("src/latin.rs", b"// \xe4");
        write("src/generated.rs", &vec![b' '; 1024 * 1024 + 1]);
        write("build.rs", b"");
        write("tests/src/t.rs", b"");
        assert_eq!(files(package.path()), Ok(expected.to_vec()));
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        use std::os::unix::fs::symlink;
        let package = tempfile::tempdir().unwrap();
        let path = |name: &str| package.path().join(name);
        fs::create_dir_all(path("src")).unwrap();
        fs::create_dir_all(path("elsewhere")).unwrap();
        fs::write(path("src/main.rs"), "").unwrap();
        fs::write(path("elsewhere/canary.rs"), "").unwrap();
        symlink(path("elsewhere/canary.rs"), path("src/canary.rs")).unwrap();
        symlink(path("elsewhere"), path("src/linked")).unwrap();
        symlink(path("src"), path("src/round")).unwrap();
        assert_eq!(files(package.path()), Ok(vec!["src/main.rs".to_owned()]));
        fs::rename(path("src"), path("other")).unwrap();
        symlink(path("other"), path("src")).unwrap();
        assert_eq!(files(package.path()), Ok(Vec::new()));
    }

    #[test]
    fn too_much_is_a_mistake() {
        let package = tempfile::tempdir().unwrap();
        fs::create_dir_all(package.path().join("src")).unwrap();
        for file in 0..17 {
            fs::write(package.path().join(format!("src/{file}.rs")), vec![b' '; 1024 * 1024]).unwrap();
        }
        let mistake = files(package.path()).unwrap_err();
        assert_eq!(
            mistake,
            "embeds at most 4096 files and 16 MiB, and `src` has 17 and 17 MiB"
        );
    }
}
