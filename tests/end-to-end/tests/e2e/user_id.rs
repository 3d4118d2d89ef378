//! The life of the user id.

use crate::{ANNOTATED, STARTED};
use end_to_end::{Home, Program, World};
use receiver::{Envelope, Received};
use std::collections::BTreeSet;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::{chown, symlink};
#[cfg(unix)]
use std::os::unix::process::CommandExt;

/// A start that is recorded and sent nowhere; gives the user id that it left.
#[track_caller]
fn start(home: &Home) -> String {
    home.program(ANNOTATED).args(["evaluate"]).run().quiet();
    let id = home.user_id().expect("a user id");
    assert_is_uuid4(&id);
    let last = home
        .waiting()
        .into_iter()
        .rev()
        .find(|envelope| user_of(envelope).is_some());
    let recorded = last.as_ref().and_then(user_of).expect("an event that waits");
    assert!(
        home.waiting().iter().filter_map(user_of).any(|user| user == id),
        "{recorded}"
    );
    id
}

#[track_caller]
fn assert_is_uuid4(id: &str) {
    let digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    assert!(id.len() == 32 && id.chars().all(digit), "{id}");
    assert!(
        id[12..].starts_with('4') && id[16..].starts_with(['8', '9', 'a', 'b']),
        "{id}"
    );
}

fn user_of(envelope: &Envelope) -> Option<String> {
    let event = envelope.items_of("event").next()?;
    event.json["user"]["id"].as_str().map(str::to_owned)
}

#[test]
fn it_is_made_on_the_first_start_with_consent() {
    let home = Home::new();
    home.program(ANNOTATED).run().quiet();
    assert_eq!(home.user_id(), None);
    home.consent();
    let id = start(&home);
    let text = fs::read_to_string(home.user_id_file()).expect("the file");
    assert_eq!(text.trim_end(), format!("\"{id}\""), "a JSON string and nothing else");
}

#[test]
fn consent_to_crashes_makes_none() {
    let home = Home::new();
    home.write_config("telemetry:\n  collect: crashes\n");
    home.program(ANNOTATED).run().quiet();
    assert_eq!(home.user_id(), None);
}

#[test]
fn it_stays_until_it_is_deleted() {
    let home = Home::consenting();
    let first = start(&home);
    assert_eq!(start(&home), first);
    home.withdraw();
    home.program(ANNOTATED).run().quiet();
    home.consent();
    assert_eq!(start(&home), first, "it is the user's to delete");
    fs::remove_file(home.user_id_file()).expect("the file");
    let second = start(&home);
    assert_ne!(second, first);
    assert_eq!(start(&home), second);
}

#[test]
fn every_event_and_session_carries_it() {
    let world = World::consenting();
    world
        .program(ANNOTATED)
        .args(["evaluate", "check-in=watching"])
        .run()
        .quiet();
    let received = world.settle();
    let id = world.user_id().expect("a user id");
    let users: Vec<_> = received.events().iter().map(|event| event["user"].clone()).collect();
    assert_eq!(users, vec![serde_json::json!({"id": id}); 3]);
    let dids: Vec<_> = received
        .sessions()
        .iter()
        .map(|session| session["did"].clone())
        .collect();
    assert_eq!(dids, [id.as_str()]);
}

#[test]
fn two_homes_have_two() {
    assert_ne!(start(&Home::consenting()), start(&Home::consenting()));
}

#[test]
fn what_is_no_user_id_is_replaced() {
    for text in [
        &b""[..],
        b"\"\"",
        b"null",
        b"4",
        b"{\"id\": \"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5\"}",
        b"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5",
        b"\"c9d0fb053cd54d0aa5e1c0d5a5d5d5d",
        b"\"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5ff\"",
        b"\"c9d0fb05-3cd5-4d0a-a5e1-c0d5a5d5d5d5\"",
        b"\"{c9d0fb053cd54d0aa5e1c0d5a5d5d5d5}\"",
        // A UUID1 is made of the machine's address and the time, a UUID3 and a UUID5 of a name.
        b"\"c9d0fb053cd51d0aa5e1c0d5a5d5d5d5\"",
        b"\"c9d0fb053cd53d0aa5e1c0d5a5d5d5d5\"",
        b"\"c9d0fb053cd55d0aa5e1c0d5a5d5d5d5\"",
        // Another variant.
        b"\"c9d0fb053cd54d0a05e1c0d5a5d5d5d5\"",
        b"\"00000000000000000000000000000000\"",
        b"\"ffffffffffffffffffffffffffffffff\"",
        b"\"ada.lovelace@example.org_________\"",
        b"\"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5\" \"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5\"",
        b"\xff\xfe\x00",
        &b" ".repeat(100_000),
    ] {
        let home = Home::consenting();
        home.write(&home.user_id_file(), text);
        let id = start(&home);
        assert!(!String::from_utf8_lossy(text).contains(&id), "{}", text.escape_ascii());
        assert_eq!(start(&home), id);
    }
}

#[test]
fn a_good_one_is_taken_as_it_is() {
    let home = Home::consenting();
    home.write(&home.user_id_file(), "  \"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5\"\r\n");
    assert_eq!(start(&home), "c9d0fb053cd54d0aa5e1c0d5a5d5d5d5");
}

#[cfg(unix)]
#[test]
fn a_link_in_its_place_is_not_followed() {
    let home = Home::consenting();
    let theirs = home.beside().join("theirs.json");
    fs::write(&theirs, "\"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5\"").expect("a file");
    home.make_directory(&home.data());
    symlink(&theirs, home.user_id_file()).expect("a link");
    assert_ne!(start(&home), "c9d0fb053cd54d0aa5e1c0d5a5d5d5d5");
    let untouched = fs::read_to_string(&theirs).expect("their file");
    assert_eq!(untouched, "\"c9d0fb053cd54d0aa5e1c0d5a5d5d5d5\"");
    assert!(!home.user_id_file().is_symlink());
}

#[test]
fn a_directory_in_its_place_is_off() {
    let home = Home::consenting();
    home.make_directory(&home.user_id_file());
    let finished = home.program(ANNOTATED).args(["reason"]).run().quiet();
    assert!(finished.stdout.starts_with("Off(Storage("), "{finished:?}");
    assert!(
        home.names("outbox").is_empty() && home.names("runs").is_empty(),
        "{:?}",
        home.files()
    );
}

/// It may be a good one: whoever cannot read it for once is no new user.
#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_not_replaced() {
    let home = Home::unprivileged();
    home.consent();
    let id = start(&home);
    home.set_mode(&home.user_id_file(), 0o000);
    let finished = home.program(ANNOTATED).args(["reason"]).run().quiet();
    assert!(finished.stdout.starts_with("Off(Storage("), "{finished:?}");
    home.set_mode(&home.user_id_file(), 0o600);
    assert_eq!(start(&home), id);
}

/// The program of somebody who lets everybody do everything with the files that they make.
#[cfg(unix)]
fn careless(program: Program<'_>) -> Program<'_> {
    program.with(|command| {
        let allow_all = || {
            // SAFETY: `umask` may be called between `fork` and `exec`.
            unsafe { libc::umask(0) };
            Ok(())
        };
        // SAFETY: nothing but the above happens in the child.
        unsafe { command.pre_exec(allow_all) };
    })
}

#[cfg(unix)]
#[test]
fn everything_is_private_to_the_user() {
    let world = World::consenting();
    careless(world.program(ANNOTATED))
        .args(["evaluate", "check-in=watching"])
        .run()
        .quiet();
    world.settle();
    // Without a destination, so that something waits.
    careless(world.home.program(ANNOTATED)).args(["evaluate"]).run().quiet();
    let mut kinds = BTreeSet::new();
    for file in world.files() {
        let path = world.path().join(&file);
        if !path.starts_with(world.data()) {
            continue;
        }
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(world.mode(&path), expected, "{file}");
        let from_data = path.strip_prefix(world.data()).expect("a path below");
        kinds.extend(from_data.iter().nth(1).map(|part| part.to_string_lossy().into_owned()));
    }
    // So that the loop above saw all there can be.
    for name in ["checkins", "outbox", "runs", "sent", "state.json", "uploader.lock"] {
        assert!(kinds.contains(name), "{name} is not among {kinds:?}");
    }
}

#[test]
fn many_first_starts_at_once_agree_on_one() {
    // More than this at once, Wine cannot start.
    const STARTS: usize = if cfg!(windows) { 20 } else { 200 };
    let world = World::consenting();
    let running: Vec<_> = (0..STARTS)
        .map(|_| world.program(ANNOTATED).args(["evaluate", "pause", "reason"]).start())
        .collect();
    for program in running {
        let finished = program.finish().quiet();
        assert!(finished.stdout.contains("On(Everything"), "{finished:?}");
    }
    // What is not there any more has arrived already, so the order of these two looks matters; the
    // rest need not be waited for.
    let waiting = world.waiting();
    let received = world.receiver.so_far();
    assert!(received.protocol_errors.is_empty(), "{received}");
    let (mut starts, mut users) = (BTreeSet::new(), BTreeSet::new());
    for event in events(&waiting, &received)
        .into_iter()
        .filter(|event| event["message"] == STARTED)
    {
        starts.insert(event["event_id"].to_string());
        users.insert(event["user"]["id"].as_str().expect("a user").to_owned());
    }
    assert_eq!(starts.len(), STARTS, "every start arrived or waits");
    assert_eq!(
        users.into_iter().collect::<Vec<_>>(),
        [world.user_id().expect("a user id")]
    );
    assert!(world.names("rejected").is_empty());
}

fn events(waiting: &[Envelope], received: &Received) -> Vec<serde_json::Value> {
    let waiting = waiting.iter().flat_map(|envelope| envelope.items_of("event"));
    let waiting = waiting.map(|event| event.json.clone());
    waiting
        .chain(received.events().into_iter().map(|event| event.json))
        .collect()
}

/// In a directory that the user shares with a group, somebody could give them an id to know them
/// by.
#[cfg(unix)]
#[test]
fn an_id_that_somebody_else_gave_is_none() {
    if !rustix::process::geteuid().is_root() {
        println!("skipped: only root can give a file away");
        return;
    }
    let given = "c9d0fb053cd54d0aa5e1c0d5a5d5d5d5";
    let home = Home::consenting();
    home.write(&home.user_id_file(), format!("\"{given}\""));
    assert_eq!(start(&home), given);
    home.set_mode(&home.data(), 0o775);
    chown(home.user_id_file(), Some(65534), None).expect("a file of nobody");
    let own = start(&home);
    assert_ne!(own, given);
    assert_eq!(start(&home), own);
    // And one that anybody can write to.
    home.set_mode(&home.user_id_file(), 0o666);
    assert_ne!(start(&home), own);
}
