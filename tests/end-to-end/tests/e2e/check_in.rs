//! Check-ins: once per name, user and UTC day, over many calls and processes.

use crate::ANNOTATED;
use end_to_end::{Home, World, messages};
use std::fs;

const WATCHING: &str = "Check-in watching";
const TRADING: &str = "Check-in trading";

/// The check-ins among the events that wait.
fn waiting(home: &Home) -> Vec<String> {
    let messages = home.waiting_messages();
    messages
        .into_iter()
        .filter(|message| message.starts_with("Check-in"))
        .collect()
}

#[test]
fn many_calls_are_one_event_for_each_name() {
    let home = Home::consenting();
    let calls = [["check-in=watching", "check-in=trading"]; 50].concat();
    home.program(ANNOTATED).args(calls).run().quiet();
    assert_eq!(waiting(&home), [WATCHING, TRADING]);
}

#[test]
fn many_processes_are_one_event_for_each_name() {
    let home = Home::consenting();
    for _ in 0..5 {
        home.program(ANNOTATED).args(["check-in=watching"]).run().quiet();
    }
    assert_eq!(waiting(&home), [WATCHING]);
    home.program(ANNOTATED)
        .args(["check-in=trading", "check-in=watching"])
        .run()
        .quiet();
    assert_eq!(waiting(&home), [WATCHING, TRADING]);
}

#[test]
fn processes_at_once_are_one_event() {
    let home = Home::consenting();
    let mut running: Vec<_> = (0..30)
        .map(|_| home.program(ANNOTATED).args(["pause", "check-in=watching"]).start())
        .collect();
    for program in &mut running {
        program.wait_for_pause();
    }
    for program in &mut running {
        program.go_on();
    }
    for program in running {
        program.finish().quiet();
    }
    assert_eq!(waiting(&home), [WATCHING]);
}

#[test]
fn another_day_is_another_event() {
    let home = Home::consenting();
    home.program(ANNOTATED).args(["check-in=watching"]).run().quiet();
    let names = home.names("checkins");
    assert_eq!(names.len(), 1);
    let file = home.telemetry("checkins").join(&names[0]);
    let today: u64 = fs::read_to_string(&file)
        .expect("the day")
        .trim()
        .parse()
        .expect("a number");
    fs::write(&file, format!("{}\n", today - 1)).expect("yesterday");
    for _ in 0..2 {
        home.program(ANNOTATED).args(["check-in=watching"]).run().quiet();
    }
    assert_eq!(waiting(&home), [WATCHING, WATCHING]);
    assert_eq!(fs::read_to_string(&file).expect("the day").trim(), today.to_string());
}

#[test]
fn another_user_id_is_another_user() {
    let home = Home::consenting();
    for _ in 0..2 {
        home.program(ANNOTATED).args(["check-in=watching"]).run().quiet();
        fs::remove_file(home.user_id_file()).expect("the user id");
    }
    assert_eq!(waiting(&home), [WATCHING, WATCHING]);
}

#[test]
fn it_arrives() {
    let world = World::consenting();
    world
        .program(ANNOTATED)
        .args(["check-in=watching", "check-in=trading"])
        .run()
        .quiet();
    let received = world.settle();
    assert_eq!(messages(&received)[1..], [WATCHING, TRADING]);
    let events = received.events();
    let event = events
        .iter()
        .find(|event| event["message"] == WATCHING)
        .expect("a check-in");
    assert_eq!(
        event["fingerprint"],
        serde_json::json!(["telemetry.check_in", "watching"])
    );
    assert_eq!(event["level"], "info");
}

#[test]
fn broken_files_of_ours_do_no_harm() {
    let home = Home::consenting();
    home.program(ANNOTATED).args(["check-in=watching"]).run().quiet();
    let file = home.telemetry("checkins").join(&home.names("checkins")[0]);
    for text in ["", "nonsense", "-1\n", "99999999999999999999999999", "\0\0\0\0"] {
        let before = waiting(&home).len();
        fs::write(&file, text).expect("a broken file");
        for _ in 0..2 {
            home.program(ANNOTATED).args(["check-in=watching"]).run().quiet();
        }
        assert_eq!(waiting(&home).len(), before + 1, "{text:?}");
    }
    // What cannot be remembered is not told: it would be told at every call.
    let before = waiting(&home).len();
    fs::remove_file(&file).expect("the file");
    fs::create_dir(&file).expect("a directory");
    for _ in 0..2 {
        home.program(ANNOTATED)
            .args(["check-in=watching", "check-in=watching"])
            .run()
            .quiet();
    }
    assert_eq!(waiting(&home).len(), before);
}

#[test]
fn without_consent_there_is_none() {
    let home = Home::new();
    home.program(ANNOTATED).args(["check-in=watching"]).run().quiet();
    home.assert_untouched();
    home.write_config("telemetry:\n  collect: crashes\n");
    home.program(ANNOTATED).args(["check-in=watching"]).run().quiet();
    assert!(
        waiting(&home).is_empty() && home.names("checkins").is_empty(),
        "{:?}",
        home.files()
    );
}
