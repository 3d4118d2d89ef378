//! The consent snapshot: what the program could send when the user consented, so that `status` can
//! list later additions.
//!
//! It holds names and not the manifest, because every program would have to carry all texts of the
//! manifest.

use crate::model::app::App;
use crate::model::program::{Errors, Messages};
use crate::model::tag::Key;
use crate::registry::{check_in, command};
use crate::util::files;
use std::io;
use std::path::Path;

/// The format, in the first line. The second line is the release, and each further line a name.
const FORMAT: &str = "1";
const LARGEST: u64 = 1024 * 1024;

/// Writes the snapshot, if there is none. Returns true if it wrote one.
///
/// # Errors
/// If the file cannot be written.
pub(crate) fn remember(path: &Path, app: &App) -> io::Result<bool> {
    // Each later start costs only this check.
    if path.exists() {
        return Ok(false);
    }
    let mut text = format!("{FORMAT}\n{}\n", app.release_name());
    for name in names(app) {
        text.push_str(&name);
        text.push('\n');
    }
    files::write_whole(path, text.as_bytes()).map(|()| true)
}

/// The release to which the user consented, and what this release can send in addition. `None` if
/// there is no valid snapshot.
pub(crate) fn added(path: &Path, app: &App) -> Option<(String, Vec<String>)> {
    let text = String::from_utf8(files::read(path, LARGEST).ok()?).ok()?;
    let mut lines = text.lines();
    if lines.next() != Some(FORMAT) {
        return None;
    }
    let release = lines.next()?.to_owned();
    let sends: Vec<&str> = lines.collect();
    let mut added = names(app);
    added.retain(|name| !sends.contains(&name.as_str()));
    Some((release, added))
}

/// The names of everything that can differ between programs.
fn names(app: &App) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |name: &str, tags: &[Key]| {
        names.push(name.to_owned());
        names.extend(
            tags.iter()
                .map(|tag| format!("{name}, tag {}: {}", tag.name, tag.words.join(", "))),
        );
    };
    add("each event", app.tags);
    for command in command::all() {
        add(&format!("Start {}", command.name), command.tags);
    }
    for check_in in check_in::all() {
        add(&format!("Check-in {}", check_in.name), &[]);
    }
    for (is_there, what) in [
        (
            app.messages == Messages::Scrubbed,
            "texts of panics and errors, scrubbed",
        ),
        (app.errors == Errors::All, "errors that `main` returns"),
        (
            app.sentry.is_some(),
            "what the program captures through the `sentry` crate",
        ),
        (app.sources.is_some(), "lines of the program's own source"),
        (cfg!(feature = "debug-images"), "addresses of functions"),
    ] {
        if is_there {
            add(what, &[]);
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::app::Package;

    #[test]
    fn what_is_new_is_told_and_the_first_word_stands() {
        static BEFORE: App = App::new(Package::EXAMPLE).release("app@1.0.0").errors(Errors::Captured);
        static NOW: App = App::new(Package::EXAMPLE)
            .release("app@2.0.0")
            .tags(&[Key::flag("simd")], &[|| "true"])
            .sentry(|| {});
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("consented");
        assert_eq!(added(&path, &NOW), None);
        remember(&path, &BEFORE).unwrap();
        assert_eq!(added(&path, &BEFORE), Some(("app@1.0.0".to_owned(), Vec::new())));
        remember(&path, &NOW).unwrap();
        let (release, new) = added(&path, &NOW).unwrap();
        assert_eq!(release, "app@1.0.0");
        assert_eq!(
            new,
            [
                "each event, tag simd: false, true",
                "errors that `main` returns",
                "what the program captures through the `sentry` crate"
            ]
        );
        std::fs::write(&path, "2\nelse\n").unwrap();
        assert_eq!(added(&path, &NOW), None);
    }
}
