//! Something else in the place of each file and directory of ours: a directory, a file, a link to
//! somebody's, a link to nowhere.

use crate::{ANNOTATED, BARE, INLINE};
use end_to_end::{Finished, Home, World};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

/// What is put there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stranger {
    /// A file for a directory, a directory for a file.
    Other,
    Link,
    LinkToNowhere,
}

const STRANGERS: [Stranger; 3] = [Stranger::Other, Stranger::Link, Stranger::LinkToNowhere];

/// A user whose programs have made all there can be, and everything in it by its path from the
/// home.
fn with_everything() -> World {
    let world = World::consenting();
    world
        .program(ANNOTATED)
        .args(["check-in=watching", "check-in=trading"])
        .run()
        .quiet();
    world.settle();
    world.write(&world.telemetry("rejected").join("torn"), "somebody's");
    world
}

impl Stranger {
    /// Takes the place of what is there. Gives what it leads to.
    fn takes(self, world: &World, path: &Path) -> PathBuf {
        let was_directory = path.is_dir();
        fs::rename(path, world.beside().join("before")).expect("what was there");
        let theirs = world.beside().join("theirs");
        match self {
            Self::Other if was_directory => world.write(path, "a file"),
            Self::Other => {
                world.make_directory(path);
                world.set_mode(path, 0o700);
            }
            Self::Link | Self::LinkToNowhere => {
                if self == Self::Link && was_directory {
                    world.write(&theirs.join(".thesis"), "ten years of work");
                    world.write(&theirs.join("thesis"), "ten years of work");
                } else if self == Self::Link {
                    world.write(&theirs, "ten years of work");
                }
                symlink(&theirs, path).expect("a link");
            }
        }
        theirs
    }

    fn goes(world: &World, path: &Path) {
        if fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir()) {
            fs::remove_dir_all(path).expect("a directory");
        } else {
            let _ = fs::remove_file(path);
        }
        fs::rename(world.beside().join("before"), path).expect("what was there before");
    }
}

fn contents(path: &Path) -> Vec<(String, String)> {
    if path.is_file() {
        return vec![(String::new(), fs::read_to_string(path).expect("a text"))];
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let mut contents: Vec<_> = entries
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("a text");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect();
    contents.sort();
    contents
}

fn looks_like_the_twin(finished: &Finished) {
    let (before, status) = finished.stdout.split_once("Telemetry is ").expect("a status");
    let twin = Home::new().program(BARE).args(["evaluate", "say=end"]).run();
    let visible = Finished {
        stdout: before.to_owned(),
        ..finished.clone()
    };
    visible.assert_same_as(&twin);
    assert!(!status.is_empty());
}

/// What the run says of its telemetry, whose every word the developers have, or know the number of.
fn try_one(file: &str, stranger: Stranger) {
    let case = format!("{stranger:?} in the place of {file}");
    let world = with_everything();
    // Those of check-ins are named after the user, who is another one in each home.
    let file = &match file.split_once("/checkins/") {
        Some((directory, _)) => format!("{directory}/checkins/{}", world.names("checkins")[0]),
        None => file.to_owned(),
    };
    let path = world.path().join(file);
    let theirs = stranger.takes(&world, &path);
    let before = contents(&theirs);
    let program = world.program(ANNOTATED).args(["evaluate", "say=end", "status"]);
    let finished = program.run();
    looks_like_the_twin(&finished);
    world.wait_for_uploaders();
    assert_eq!(contents(&theirs), before, "{case}");
    assert_eq!(theirs.exists(), stranger == Stranger::Link, "{case}");
    let arrived = |world: &World| world.receiver.so_far().events().len();
    if arrived(&world) < 5 {
        let why = finished.stdout.split_once("Telemetry is ").expect("a status").1;
        assert!(why.contains(&format!("{file}: ")), "{case}: {why}");
    }
    let was_on = finished.stdout.contains("Telemetry is on");
    Stranger::goes(&world, &path);
    for _ in 0..2 {
        world.program(INLINE).run().quiet();
    }
    let events = 3 + if was_on { 2 } else { 0 } + 2;
    assert_eq!(arrived(&world), events, "{case}: {finished:?}");
    for directory in ["outbox", "runs"] {
        assert!(world.names(directory).is_empty(), "{case}: {directory}");
    }
}

/// One stranger in each place; `.ci/run` tries all.
#[test]
fn in_each_place() {
    let each = |place: usize, stranger: usize| place % STRANGERS.len() == stranger;
    try_in_places(each);
}

#[test]
#[ignore = "exhaustive: each stranger in each place; .ci/run runs it"]
fn all_in_each_place() {
    try_in_places(|_, _| true);
}

/// Tries the strangers that the filter lets through, by the numbers of place and stranger.
fn try_in_places(is_tried: impl Fn(usize, usize) -> bool + Sync) {
    let files: Vec<String> = with_everything()
        .files()
        .into_iter()
        .filter(|file| file.starts_with(".local/share/e2e/"))
        .filter(|file| !file.contains("/sent/") && !file.contains("/rejected/"))
        .collect();
    assert_eq!(files.len(), 13, "{files:?}");
    std::thread::scope(|scope| {
        for (number, stranger) in STRANGERS.into_iter().enumerate() {
            let (files, is_tried) = (&files, &is_tried);
            scope.spawn(move || {
                let tried = files.iter().enumerate().filter(|(place, _)| is_tried(*place, number));
                tried.for_each(|(_, file)| try_one(file, stranger));
            });
        }
    });
}

/// In the places of files that somebody else made names for. One stranger in each; `.ci/run` tries
/// all.
#[test]
fn among_what_waits() {
    try_among_what_waits(|place, stranger| place == stranger);
}

#[test]
#[ignore = "exhaustive: each stranger in each place; .ci/run runs it"]
fn all_among_what_waits() {
    try_among_what_waits(|_, _| true);
}

fn try_among_what_waits(is_tried: impl Fn(usize, usize) -> bool) {
    let id = "c9d0fb053cd54d0aa5e1c0d5a5d5d5d5";
    let places = [
        format!("outbox/1-1764000000000-m-{id}.envelope"),
        "outbox/note".to_owned(),
        format!("runs/{id}"),
    ];
    for (at, place) in places.into_iter().enumerate() {
        for (number, stranger) in STRANGERS.into_iter().enumerate() {
            if !is_tried(at, number) {
                continue;
            }
            let world = with_everything();
            let path = world.telemetry(&place);
            world.write(&path, "");
            let theirs = stranger.takes(&world, &path);
            let before = contents(&theirs);
            world.program(ANNOTATED).run().quiet();
            world.settle();
            assert_eq!(contents(&theirs), before, "{place}");
            for directory in ["outbox", "runs"] {
                assert!(
                    world.names(directory).is_empty(),
                    "{stranger:?} in the place of {place}"
                );
            }
        }
    }
}
