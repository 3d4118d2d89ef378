//! What we know of the user: homes and names of all kinds.

use super::super::Scrubber;
use super::check;
use std::path::Path;

fn scrubber(home: &str, user: &str, host: &str) -> Scrubber {
    Scrubber::new(Some(Path::new(home)), Some(user), Some(host))
}

#[test]
fn a_home_with_spaces_on_windows() {
    let cases = r#"
cannot open C:\Users\Ada Lovelace\notes.txt: Access is denied. (os error 5)
    cannot open ~/<path>.txt: Access is denied. (os error 5)
cannot open "c:\\users\\ada lovelace\\My Notes.txt"
    cannot open "~/<path>.txt"
cannot open C:/Users/Ada Lovelace/notes.txt
    cannot open ~/<path>.txt
cannot open file:///C:/Users/Ada%20Lovelace/notes.txt
    cannot open <path>.txt
profile of ada lovelace on desktop-4f2k1 at \\DESKTOP-4F2K1\c$\x.txt
    profile of <user> on <host> at <path>.txt
C:\Users\Ada Lovelace
    ~
Miss Lovelace has a lovelaces problem
    Miss <user> has a lovelaces problem
C:\Users\Ada LovelaceX\y.txt
    <path>.txt
"#;
    check(
        &scrubber("C:\\Users\\Ada Lovelace", "Ada Lovelace", "DESKTOP-4F2K1"),
        cases,
    );
}

#[test]
fn a_name_from_the_home_directory_if_the_user_has_another() {
    check(
        &scrubber("/home/grace", "ghopper", "mainframe.navy.example"),
        "
grace and GHopper at mainframe and mainframe.navy.example: grace's gracefully disgraced
    <user> and <user> at <host> and <host>: <user>'s gracefully disgraced
/mnt/backup/home/grace/x
    <path>
backup/home/grace/x
    backup~/<path>
/home/gracer/x
    <path>
",
    );
}

#[test]
fn the_longer_name_comes_first() {
    check(
        &scrubber("/home/ada.lovelace", "ada", "ada-pc.lan"),
        "
ada.lovelace and ada and ada-pc.lan and ada-pc
    <user> and <user> and <host> and <host>
",
    );
}

#[test]
fn generic_names_are_ordinary_words() {
    check(
        &scrubber("/root", "root", "localhost"),
        "
root cause: the root user has no access to /root/x.txt on localhost
    root cause: the root user has no access to ~/<path>.txt on localhost
square root/cube root
    square root/cube root
",
    );
}

#[test]
fn short_names_go_in_paths_only() {
    check(
        &scrubber("/home/al", "al", "x1"),
        "
et al. could not read data/al in /home/al/data
    et al. could not read data/<user> in ~/<path>
",
    );
}

#[test]
fn names_in_other_scripts() {
    check(
        &scrubber("/home/jürgen", "JÜRGEN", "世界"),
        "
Jürgen (jürgens) 世界 /home/jürgen/Übung.csv
    <user> (jürgens) <host> ~/<path>.csv
",
    );
}

#[test]
fn a_name_does_not_split_what_another_rule_knows() {
    check(
        &scrubber("/home/bea", "bea", "fee"),
        "
key 9f86d08bea884c7d659a2feaa0c55ad015a3bf4 and 1bea2fee3 by bea@example.org
    key <secret> and 1<user>2<host>3 by <email>
",
    );
}

#[test]
fn a_user_named_like_a_marker() {
    check(
        &scrubber("/home/path", "path", "secret"),
        "
path and secret of /home/path/x with 4111111111111111
    <user> and <host> of ~/<path> with <number>
",
    );
}

#[test]
fn nothing_known_or_nonsense_known() {
    for known in ["", " ", "/", "//", "C:\\", "\u{0}", "-", "."] {
        let scrubber = scrubber(known, known, known);
        assert_eq!(scrubber.scrub("a - b. c / d"), "a - b. c / d", "{known:?}");
        assert_eq!(scrubber.scrub("/a/b"), "<path>", "{known:?}");
    }
    assert_eq!(Scrubber::new(None, None, None).scrub("/home/ada/x.csv"), "<path>.csv");
}
