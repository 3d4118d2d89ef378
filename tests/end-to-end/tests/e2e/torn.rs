//! Torn and foreign files are moved aside, a newer format is left alone, and what is whole is never
//! lost.

use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, World, messages, sessions};
use receiver::{Receiver, refused_dsn};
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::symlink;
use std::time::{Duration, Instant};

/// A user of a program whose server was away for a while and is back. Three envelopes wait: a
/// start, a command and a session.
fn server_is_back() -> World {
    let home = Home::consenting();
    let dsn = refused_dsn();
    home.program(ANNOTATED).args(["evaluate"]).dsn(&dsn).run().quiet();
    home.wait_for_uploaders();
    assert_eq!(home.waiting_messages(), [STARTED, "Start evaluate"]);
    assert_eq!(home.names("outbox").len(), 3, "the session was told as well");
    // It would wait half a minute before it tries again.
    fs::remove_file(home.telemetry("state.json")).expect("the memory of it");
    World {
        home,
        receiver: Receiver::start_at(&dsn).expect("the same address"),
    }
}

/// The next start sends it all; gives what arrived, but for that start's own.
#[track_caller]
fn assert_the_whole_arrives(world: &World) {
    world.program(ANNOTATED).run().quiet();
    let received = world.settle();
    assert_eq!(messages(&received), [STARTED, "Start evaluate", STARTED]);
    assert_eq!(sessions(&received), ["exited 0", "exited 0"]);
}

#[test]
fn what_waited_arrives_with_the_next_start() {
    let world = server_is_back();
    assert_the_whole_arrives(&world);
    assert!(world.names("outbox").is_empty() && world.names("runs").is_empty());
    assert_eq!(world.names("sent").len(), 5);
}

#[test]
fn torn_envelopes_are_moved_aside() {
    let world = server_is_back();
    let outbox = world.telemetry("outbox");
    let whole = fs::read(outbox.join(&world.names("outbox")[0])).expect("an envelope");
    let text = String::from_utf8(whole.clone()).expect("an envelope is text");
    let torn: Vec<Vec<u8>> = vec![
        Vec::new(),
        whole[..1].to_vec(),
        whole[..whole.len() / 2].to_vec(),
        whole[..whole.len() - 2].to_vec(),
        text.lines().next().expect("a header").into(),
        // As file systems leave them when the power goes.
        vec![0; whole.len()],
        [&whole[..whole.len() - 100], &[0; 100]].concat(),
        text.replacen("{\"", "{", 1).into(),
        [&whole[..], b"and more"].concat(),
        text.replacen("http://", "nowhere://", 1).into(),
    ];
    let mut names: Vec<String> = (0..torn.len())
        .map(|number| format!("1-1764000000000-m-{number:032x}.envelope"))
        .collect();
    for (name, bytes) in names.iter().zip(&torn) {
        world.write(&outbox.join(name), bytes);
    }
    assert_the_whole_arrives(&world);
    names.sort();
    assert_eq!(world.names("rejected"), names);
    assert!(world.names("outbox").is_empty());
}

#[test]
fn foreign_files_are_moved_aside() {
    let world = server_is_back();
    let outbox = world.telemetry("outbox");
    let whole = fs::read(outbox.join(&world.names("outbox")[0])).expect("an envelope");
    let mut names = vec![
        "notes.txt",
        "x.envelope",
        "1-2-3.envelope",
        "0-1764000000000-m.envelope",
        "1-1764000000000-q-c9d0fb053cd54d0aa5e1c0d5a5d5d5d5.envelope",
        "1-1764000000000-m-c9d0fb053cd54d0aa5e1c0d5a5d5d5d5.envelope.bak",
        "ENVELOPE",
        "two words.envelope",
    ];
    for name in &names {
        // Even what would do as an envelope is none of ours under such a name.
        world.write(&outbox.join(name), &whole);
    }
    assert_the_whole_arrives(&world);
    names.sort_unstable();
    assert_eq!(world.names("rejected"), names);
}

#[cfg(unix)]
#[test]
fn links_and_directories_in_the_outbox_do_no_harm() {
    let world = server_is_back();
    let secret = world.home.beside().join("secret");
    let outbox = world.telemetry("outbox");
    fs::copy(outbox.join(&world.names("outbox")[0]), &secret).expect("a file");
    let name = |number: u32| format!("1-1764000000000-m-{number:032x}.envelope");
    symlink(&secret, outbox.join(name(1))).expect("a link");
    symlink("nowhere", outbox.join(name(2))).expect("a link");
    world.make_directory(&outbox.join(name(3)));
    world.make_directory(&outbox.join("a directory"));
    assert_the_whole_arrives(&world);
    assert!(secret.exists());
}

#[test]
fn a_newer_format_is_left_alone() {
    let world = server_is_back();
    let newer = [
        (
            world.telemetry("outbox").join("2-1764000000000-m-whatever.envelope"),
            "of tomorrow",
        ),
        (world.telemetry("outbox").join("10-whatever.envelope"), ""),
        (
            world.telemetry("runs").join("of-tomorrow"),
            "{\"format\":2,\"shape\":\"unknown\"}\nend well\n",
        ),
    ];
    for (path, text) in &newer {
        world.write(path, text);
    }
    let started = Instant::now();
    assert_the_whole_arrives(&world);
    let took = started.elapsed();
    assert!(
        took < Duration::from_secs(15),
        "the uploader looked at it again and again: {took:?}"
    );
    for (path, text) in &newer {
        let now = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(now, *text, "{}", path.display());
    }
    assert!(world.names("rejected").is_empty());
}

#[test]
fn what_another_writer_has_not_finished_is_left_alone() {
    let world = server_is_back();
    let unfinished = [
        world.telemetry("outbox").join(".1-1764000000000-m-0.envelope.4711-0"),
        world.telemetry("runs").join(".c9d0fb053cd54d0aa5e1c0d5a5d5d5d5.4711-0"),
    ];
    for path in &unfinished {
        world.write(path, "{\"ev");
    }
    assert_the_whole_arrives(&world);
    assert!(unfinished.iter().all(|path| path.exists()));
    assert!(world.names("rejected").is_empty());
}

#[test]
fn files_that_are_no_runs_are_moved_aside() {
    let world = server_is_back();
    let runs = [
        ("half", "{\"format\":1,\"sid\":\"c9d0fb05-3cd5-4d0a-a5e1-c0d5"),
        ("nonsense", "nonsense"),
        ("nothing", "{}"),
        ("zeros", "\0\0\0\0\0\0\0\0"),
    ];
    // As one that was emptied while its run went on.
    let empty = ("empty", "");
    for (name, text) in runs.into_iter().chain([empty]) {
        world.write(&world.telemetry("runs").join(name), text);
    }
    assert_the_whole_arrives(&world);
    assert_eq!(world.names("rejected"), runs.map(|(name, _)| name));
    assert!(world.names("runs").is_empty());
}

#[test]
fn a_run_file_whose_end_is_torn_is_still_a_run() {
    let world = World::new();
    // Inline, so that no uploader is there to report the run before it is torn.
    world.write_config("telemetry:\n  collect: true\n  delivery: inline\n");
    let mut running = world.program(ANNOTATED).args(["pause"]).start();
    running.wait_for_pause();
    running.kill();
    running.finish();
    world.consent();
    let file = world.telemetry("runs").join(&world.names("runs")[0]);
    let mut text = fs::read_to_string(&file).expect("a run");
    text.push_str("error\nend exi");
    fs::write(&file, text).expect("a torn run");
    world.program(ANNOTATED).run().quiet();
    let mut ends = sessions(&world.settle());
    ends.sort();
    assert_eq!(ends, ["abnormal 1", "exited 0"]);
    assert!(world.names("runs").is_empty() && world.names("rejected").is_empty());
}

#[test]
fn what_is_moved_aside_is_bounded() {
    let world = server_is_back();
    for number in 0..80 {
        world.write(&world.telemetry("outbox").join(format!("{number}.txt")), "foreign");
    }
    assert_the_whole_arrives(&world);
    assert_eq!(world.names("rejected").len(), 50);
}

#[test]
fn broken_files_of_ours_are_forgotten() {
    for (name, text) in [
        ("state.json", "{\"format\":1,\"destin"),
        ("state.json", "[]"),
        (
            "state.json",
            "{\"format\":1,\"destinations\":{\"x\":{\"retry_at\":-1}}}",
        ),
        ("uploader.lock", "\0\0\0\0"),
    ] {
        let world = World::consenting();
        world.write(&world.telemetry(name), text);
        world.set_mode(&world.telemetry(""), 0o700);
        world.program(ANNOTATED).args(["evaluate"]).run().quiet();
        let received = world.settle();
        assert_eq!(messages(&received), [STARTED, "Start evaluate"], "{name}: {text}");
    }
}
