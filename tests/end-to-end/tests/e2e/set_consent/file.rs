//! What becomes of the user's file: nothing but that.

use super::{beside, off, on, text};
use end_to_end::Home;
use std::fs;
use std::os::unix::fs::{MetadataExt, chown, symlink};

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[test]
fn every_other_byte_stays() {
    for (before, after) in [
        (
            "# mine\r\ntriggers:\r\n- {name: daily, at: [1, 2]}\r\n\r\ntelemetry:   # not yet\r\n    collect:  false   # no\r\n",
            "# mine\r\ntriggers:\r\n- {name: daily, at: [1, 2]}\r\n\r\ntelemetry:   # not yet\r\n    collect:  true   # no\r\n",
        ),
        (
            "\u{feff}defaults: &d {retries: 3}\ntelemetry:\n  collect: false\nmarket: *d",
            "\u{feff}defaults: &d {retries: 3}\ntelemetry:\n  collect: true\nmarket: *d",
        ),
    ] {
        let home = Home::new();
        home.write_config(before);
        on(&home);
        assert_eq!(text(&home), after);
        off(&home);
        assert_eq!(text(&home), before);
        assert_eq!(beside(&home), ["config.yml"]);
    }
}

#[test]
fn what_is_added_looks_like_the_file() {
    for (before, after) in [
        (
            "market:\r\n    name: kraken",
            "market:\r\n    name: kraken\r\ntelemetry:\r\n  collect: true\r\n",
        ),
        (
            "telemetry:\n  # in the background\n  delivery: background\n",
            "telemetry:\n  collect: true\n  # in the background\n  delivery: background\n",
        ),
    ] {
        let home = Home::new();
        home.write_config(before);
        on(&home);
        assert_eq!(text(&home), after);
    }
}

#[test]
fn links_stay_and_lead_to_the_change() {
    let home = Home::new();
    let dotfiles = home.path().join("dotfiles");
    let real = dotfiles.join("e2e/config.yml");
    home.write(&real, "a: 1\n");
    home.set_mode(&real, 0o640);
    home.make_directory(home.config().parent().expect("a directory"));
    symlink("../../dotfiles/e2e/link.yml", home.config()).expect("a link");
    symlink(&real, dotfiles.join("e2e/link.yml")).expect("a link");
    let said = on(&home);
    // The name that the user knows.
    assert!(
        said.contains(&format!(": {}, line 3", home.config().display())),
        "{said}"
    );
    for link in [home.config(), dotfiles.join("e2e/link.yml")] {
        assert!(fs::symlink_metadata(link).expect("a link").is_symlink());
    }
    assert_eq!(text(&home), "a: 1\ntelemetry:\n  collect: true\n");
    assert_eq!(
        (fs::symlink_metadata(&real).expect("a file").is_file(), home.mode(&real)),
        (true, 0o640)
    );
    assert_eq!(fs::read_dir(dotfiles.join("e2e")).expect("a directory").count(), 2);
    assert_eq!(beside(&home), ["config.yml"]);
}

#[test]
fn a_link_to_a_file_that_is_not_there_yet_makes_it() {
    let home = Home::new();
    let real = home.path().join("dotfiles/e2e.yml");
    home.make_directory(real.parent().expect("a directory"));
    home.make_directory(home.config().parent().expect("a directory"));
    symlink(&real, home.config()).expect("a link");
    on(&home);
    assert!(fs::symlink_metadata(home.config()).expect("a link").is_symlink());
    assert_eq!(
        (text(&home).as_str(), home.mode(&real)),
        ("telemetry:\n  collect: true\n", 0o600)
    );
}

#[test]
fn a_new_file_is_private() {
    let home = Home::new();
    on(&home);
    let file = home.config();
    let directory = file.parent().expect("a directory");
    assert_eq!(
        (home.mode(&file), home.mode(directory), home.mode(&home.config_home())),
        (0o600, 0o700, 0o700)
    );
}

#[test]
fn permissions_and_owner_stay() {
    for mode in [0o600, 0o644, 0o660, 0o755] {
        let home = Home::unprivileged();
        home.write_config("telemetry:\n  collect: false\n");
        home.set_mode(&home.config(), mode);
        let owner = |home: &Home| {
            let metadata = fs::metadata(home.config()).expect("the file");
            (metadata.uid(), metadata.gid(), metadata.mode() & 0o7777)
        };
        let before = owner(&home);
        on(&home);
        assert_eq!(text(&home), "telemetry:\n  collect: true\n");
        assert_eq!(owner(&home), before);
    }
}

#[test]
fn the_group_stays() {
    if !is_root() {
        println!("skipped: only root can give a file to any group");
        return;
    }
    let home = Home::new();
    home.write_config("a: 1\n");
    chown(home.config(), None, Some(4711)).expect("a file of another group");
    on(&home);
    assert_eq!(fs::metadata(home.config()).expect("the file").gid(), 4711);
    // Nobody but root may give that.
    let home = Home::unprivileged();
    home.write_config("a: 1\n");
    chown(home.config(), None, Some(4711)).expect("a file of another group");
    let said = on(&home);
    assert!(
        said.contains("Operation not permitted") && said.ends_with("\n    telemetry:\n      collect: true\n"),
        "{said}"
    );
    assert_eq!(
        (text(&home).as_str(), beside(&home)),
        ("a: 1\n", vec!["config.yml".to_owned()])
    );
}
