//! What is not changed, and what is said then.

use super::{beside, off, on, text};
use crate::{ANNOTATED, CLI, NAMED_CONFIG};
use end_to_end::Home;
use std::fs;
use std::os::unix::fs::chown;

const NOT_PLAIN: &str = "only YAML in the plain form of the lines below can be edited";

/// Neither `on` nor `off` changes the file; what `on` says begins so.
#[track_caller]
fn assert_refused(home: &Home, says: &str) {
    let before = fs::read(home.config()).expect("the user's file");
    let (files, names) = (home.files(), beside(home));
    // So that no run, which may be on, makes files of its own.
    let program = |action| {
        home.program(ANNOTATED)
            .args([action])
            .env("CI", "1")
            .run()
            .quiet()
            .stdout
    };
    let said = program("on");
    assert!(said.starts_with(says), "{said}");
    let said = program("off");
    assert!(said.starts_with("Refused {"), "{said}");
    assert_eq!(fs::read(home.config()).expect("the user's file"), before);
    assert_eq!((home.files(), beside(home)), (files, names));
}

#[test]
fn what_cannot_be_changed_alone_stays_with_the_lines_to_write() {
    for (text, line, what) in [
        (
            "telemetry:\n\tcollect: false\n",
            ":2",
            "the file is not valid YAML here",
        ),
        ("a: 1\na: 2\n", ":1", "a key appears twice in the file"),
        ("a: 1\n---\nb: 1\n", "", "the file holds more than one YAML document"),
        ("on: &on {collect: crashes}\ntelemetry: *on\n", ":1", NOT_PLAIN),
        ("{\"a\": 1, \"telemetry\": {\"collect\": crashes}}\n", ":1", NOT_PLAIN),
        ("{\"a\": 1}\n", "", NOT_PLAIN),
        (
            "telemetry:\n  collect: yes\n  delivery: never\n",
            ":2",
            "telemetry.collect must be `true`, `false` or `crashes`",
        ),
        ("telemetry: &on\n  collect: crashes\nother: *on\n", ":2", NOT_PLAIN),
        ("telemetry:\n  collect: !!str crashes\n", ":2", NOT_PLAIN),
        ("telemetry:\n  collect:\n    crashes\n", ":2", NOT_PLAIN),
        (
            "- a\n- b\n",
            ":1",
            "the file has no keys and values: write `telemetry:` and, on the next line, `  collect: true`",
        ),
        (
            "Telemetry:\n  collect: true\n",
            ":1",
            "this key must be spelled `telemetry`",
        ),
    ] {
        let home = Home::new();
        home.write_config(text);
        assert_refused(&home, &format!("{}{line}: {what}", home.config().display()));
        let said = home.program(ANNOTATED).args(["on"]).run().stdout;
        assert!(
            said.ends_with(
                "\nNothing was changed. To change it by hand, write:\n\n    telemetry:\n      \
                 collect: true\n"
            ),
            "{said}"
        );
    }
    // What the program's own settings say is not changed; and there is nothing to turn off.
    let home = Home::new();
    let text = "telemetry:\n  endpoint: x\n";
    home.write_config(text);
    let said = on(&home);
    assert!(
        said.contains(":1: `telemetry` holds other settings of this program"),
        "{said}"
    );
    assert!(off(&home).contains("changed: false"));
    assert_eq!(super::text(&home), text);
    let home = Home::new();
    home.write_config(b"name: J\xfcrgen\n");
    let line = format!(
        "{}:1: this line is not UTF-8; save the file as UTF-8",
        home.config().display()
    );
    assert_refused(&home, &line);
    let utf_16 = "\u{feff}a: 1\r\n".encode_utf16().flat_map(u16::to_le_bytes);
    home.write_config(utf_16.collect::<Vec<u8>>());
    let line = format!(
        "{}: the file is UTF-16 and must be saved as UTF-8",
        home.config().display()
    );
    assert_refused(&home, &line);
}

#[test]
fn a_file_with_another_name_or_that_is_read_only() {
    let home = Home::new();
    home.write_config("a: 1\n");
    let config = home.config().display().to_string();
    fs::hard_link(home.config(), home.path().join("other.yml")).expect("a link");
    assert_refused(&home, &format!("{config}: it is known by another name"));
    fs::remove_file(home.path().join("other.yml")).expect("a file");
    home.set_mode(&home.config(), 0o444);
    assert_refused(&home, &format!("{config}: it is read-only"));
    home.set_mode(&home.config(), 0o600);
    on(&home);
    assert_eq!(text(&home), "a: 1\ntelemetry:\n  collect: true\n");
}

#[test]
fn a_file_that_says_so_already_is_as_good_as_changed() {
    let home = Home::new();
    home.write_config("telemetry:\n  collect: false\na: 1\na: 2\n");
    home.set_mode(&home.config(), 0o444);
    assert!(off(&home).contains("changed: false"));
}

#[test]
fn a_file_of_others_or_that_others_can_write_to() {
    let home = Home::new();
    home.write_config("a: 1\n");
    home.set_mode(&home.config(), 0o666);
    let config = home.config().display().to_string();
    assert_eq!(on(&home), format!("{config}: others can write to it\n"));
    home.set_mode(&home.config(), 0o600);
    if rustix::process::geteuid().is_root() {
        chown(home.config(), Some(65534), None).expect("a file of nobody");
        assert_eq!(on(&home), format!("{config}: it belongs to another user\n"));
        // As `sudo` that keeps HOME does it: no file of root's is made in the user's home.
        let home = Home::new();
        chown(home.path(), Some(65534), Some(65534)).expect("a home of nobody");
        assert!(on(&home).ends_with(": it belongs to another user\n"));
        assert_eq!(home.files(), Vec::<String>::new());
    }
    assert_eq!(text(&home), "a: 1\n");
}

#[test]
fn a_directory_that_cannot_be_written_to() {
    let home = Home::unprivileged();
    home.write_config("a: 1\n");
    let directory = home.config().parent().expect("a directory").to_owned();
    home.set_mode(&directory, 0o555);
    let said = on(&home);
    home.set_mode(&directory, 0o755);
    let expected = format!("{}: Permission denied (os error 13)\n", home.config().display());
    assert!(said.starts_with(&expected), "{said}");
    assert_eq!(
        (text(&home).as_str(), beside(&home)),
        ("a: 1\n", vec!["config.yml".to_owned()])
    );
    // And one in which the directory would have to be made.
    let home = Home::unprivileged();
    home.make_directory(&home.config_home());
    home.set_mode(&home.config_home(), 0o555);
    assert!(on(&home).contains("Permission denied"));
    home.assert_untouched();
}

#[test]
fn no_file_at_all() {
    let home = Home::new();
    home.make_directory(&home.config());
    assert_eq!(on(&home), format!("{}: not a regular file\n", home.config().display()));
    let program = |config: &str| {
        let program = home.program(NAMED_CONFIG).args(["on"]).env("E2E_CONFIG", config);
        program.run().quiet().stdout
    };
    assert_eq!(program("config.yml"), "Err(Impossible(RelativePath(\"config.yml\")))\n");
    let finished = home.program(NAMED_CONFIG).args(["on"]).run().quiet();
    assert_eq!(finished.stdout, "Err(Impossible(NoFileNamed))\n");
    assert!(!home.beside().join("config.yml").exists());
}

/// On NixOS and with home-manager, the file is root's, and the user's link leads there.
#[test]
fn a_file_in_a_store_of_root_is_changed_by_hand() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can keep a store for another user");
        return;
    }
    let home = Home::unprivileged();
    let store = home.beside().join("store.yml");
    fs::write(&store, "a: 1\n").expect("a file");
    home.set_mode(&store, 0o444);
    home.make_directory(home.config().parent().expect("a directory"));
    std::os::unix::fs::symlink(&store, home.config()).expect("a link");
    std::os::unix::fs::lchown(home.config(), Some(65534), Some(65534)).expect("a link of the user's");
    let (config, target) = (home.config(), store.display());
    for (action, word) in [("on", "true"), ("off", "false")] {
        let said = home.program(CLI).args(["telemetry", action]).run();
        assert_eq!(
            (said.code, said.stderr),
            (
                Some(1),
                format!(
                    "{}: it leads to {target}, which only root can change\nNothing was changed. To change it by hand, \
                     write:\n\n    telemetry:\n      collect: {word}\n",
                    config.display()
                )
            )
        );
    }
    assert_eq!(fs::read_to_string(&store).expect("the file"), "a: 1\n");
    // What it says already need not be written.
    fs::remove_file(&store).expect("the file");
    fs::write(&store, "telemetry:\n  collect: true\n").expect("a file");
    let said = home.program(CLI).args(["telemetry", "on"]).run().quiet().stdout;
    assert!(said.starts_with("Telemetry is already on: "), "{said}");
}
