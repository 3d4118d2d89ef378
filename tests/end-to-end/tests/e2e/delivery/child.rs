//! The uploader as a process among others: what everyone on the machine can see of it, and what it
//! has from its parent.

use super::AT_ONCE;
use crate::ANNOTATED;
use end_to_end::{Running, World};
use receiver::Behaviour;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

const CANARY: &str = "canary4711";

/// What the user may say that matters to an uploader; here something that changes nothing.
const KEPT: [&str; 16] = [
    "ALL_PROXY",
    "DO_NOT_TRACK",
    "E2E_TELEMETRY",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "LD_LIBRARY_PATH",
    "LD_PRELOAD",
    "NO_PROXY",
    "PROXYCHAINS_CONF_FILE",
    "SSL_CERT_DIR",
    "SSL_CERT_FILE",
    "TORSOCKS_CONF_FILE",
    "all_proxy",
    "http_proxy",
    "https_proxy",
    "no_proxy",
];
const NOTHING: &str = "";

/// An uploader that hangs, and the program that started it, which stands at a pause.
fn hanging(world: &World) -> (Running<'_>, PathBuf) {
    world.receiver.behave(Behaviour::Hang);
    let program = world
        .program(ANNOTATED)
        .env("API_TOKEN", CANARY)
        .env("SENTRY_DSN", CANARY)
        .env("XDG_RUNTIME_DIR", CANARY)
        .env("e2e_telemetry", CANARY)
        .env("PATH", "/usr/bin");
    let program = KEPT.iter().fold(program, |program, name| program.env(name, NOTHING));
    let mut running = program.args([&format!("say={CANARY}"), "evaluate", "pause"]).start();
    running.wait_for_pause();
    let connected = world
        .receiver
        .wait_for(|received| received.connections > 0, AT_ONCE * 4);
    connected.expect("a connection");
    let uploaders = world.uploaders();
    assert_eq!(uploaders.len(), 1);
    (running, PathBuf::from(format!("/proc/{}", uploaders[0])))
}

fn words(bytes: &[u8]) -> Vec<String> {
    let words = bytes.split(|byte| *byte == 0).filter(|word| !word.is_empty());
    words.map(|word| String::from_utf8_lossy(word).into_owned()).collect()
}

const PARENT: usize = 4;
const GROUP: usize = 5;
const NICENESS: usize = 19;

/// A field of `/proc/<pid>/stat`, counted from 1 as `proc(5)` does.
fn stat(process: &str, field: usize) -> String {
    let stat = fs::read_to_string(format!("{process}/stat")).expect("a process");
    // The second field is a name in parentheses, which may have blanks.
    let after_name = stat.rsplit_once(") ").expect("a name").1;
    after_name.split(' ').nth(field - 3).expect("a field").to_owned()
}

#[test]
fn it_says_what_it_is_and_nothing_else() {
    let world = World::consenting();
    let (_running, uploader) = hanging(&world);
    let command_line = fs::read(uploader.join("cmdline")).expect("a command line");
    assert_eq!(words(&command_line), ["e2e: telemetry upload"]);
    let name = fs::read_to_string(uploader.join("comm")).expect("a name");
    assert_eq!(name, "telemetry\n");
}

#[test]
fn its_environment_is_what_it_needs() {
    let world = World::consenting();
    let (_running, uploader) = hanging(&world);
    let environment = words(&fs::read(uploader.join("environ")).expect("an environment"));
    assert!(!environment.iter().any(|variable| variable.contains(CANARY)));
    let names: BTreeSet<&str> = environment
        .iter()
        .filter_map(|variable| Some(variable.split_once('=')?.0))
        .collect();
    let own = [
        "E2E_TELEMETRY_DSN",
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "__TELEMETRY_UPLOADER",
        "__TELEMETRY_UPLOADER_CONFIG",
        "__TELEMETRY_UPLOADER_DATA",
    ];
    assert_eq!(names, own.into_iter().chain(KEPT).collect());
}

#[test]
fn it_is_out_of_the_way() {
    let world = World::consenting();
    let (running, uploader) = hanging(&world);
    assert_eq!(
        fs::read_link(uploader.join("cwd")).expect("a directory"),
        PathBuf::from("/")
    );
    let (uploader, program) = (
        uploader.to_string_lossy().into_owned(),
        format!("/proc/{}", running.id()),
    );
    assert_ne!(
        stat(&uploader, GROUP),
        stat(&program, GROUP),
        "Ctrl-C on the terminal does not reach it"
    );
    assert_ne!(stat(&uploader, PARENT), running.id().to_string(), "nobody waits for it");
    assert_eq!(stat(&program, NICENESS), stat("/proc/self", NICENESS));
    let behind = stat(&program, NICENESS).parse::<i32>().expect("a number") + 10;
    assert_eq!(stat(&uploader, NICENESS), behind.min(19).to_string());
}

#[test]
fn it_holds_nothing_of_its_parents() {
    let world = World::consenting();
    let (_running, uploader) = hanging(&world);
    let entries = fs::read_dir(uploader.join("fd")).expect("descriptors");
    let mut open: Vec<String> = entries
        .map(|entry| {
            fs::read_link(entry.expect("an entry").path())
                .expect("a descriptor")
                .display()
                .to_string()
        })
        .filter(|file| !file.starts_with("socket:"))
        .collect();
    open.sort();
    let lock = world.telemetry("uploader.lock").display().to_string();
    open.dedup();
    let mut expected = vec!["/dev/null".to_owned(), lock];
    expected.sort();
    assert_eq!(open, expected);
}

#[test]
fn it_goes_on_when_the_program_is_gone() {
    let world = World::consenting();
    let (running, uploader) = hanging(&world);
    running.finish().quiet();
    assert!(uploader.join("fd").exists());
    world.assert_one_uploader();
}
