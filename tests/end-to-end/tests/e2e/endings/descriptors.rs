//! A program that closes every descriptor and opens files of its own finds in them what it wrote,
//! and nothing of telemetry's, however it ends.

use super::{WAYS, WAYS_BARE};
use end_to_end::{Finished, Home, Program, Signal, World};
use std::fs;
use std::io::Read;
use std::net::{Ipv4Addr, TcpListener};
use std::thread;

/// What may happen after that, and whether the program then stands at a pause.
const THEN: [&[&str]; 10] = [
    &["say=end"],
    &["evaluate", "say=end"],
    &["exit=3"],
    &["err=no prices"],
    &["work=index"],
    &["way=caught", "evaluate"],
    &["way=in-a-thread"],
    &["work=segv"],
    &["work=abort"],
    &["way=fork"],
];

fn with<'a>(way: &'a str, then: &[&'a str]) -> Vec<&'a str> {
    [way].iter().chain(then).copied().collect()
}

#[track_caller]
fn assert_own_files(world: &Home, case: &str) {
    let directory = world.beside();
    let own = fs::read_dir(directory).expect("a directory").flatten();
    let mut files = 0;
    for file in own.filter(|entry| entry.file_name().to_string_lossy().starts_with("own-")) {
        let text = fs::read(file.path()).expect("a file");
        assert_eq!(
            String::from_utf8_lossy(&text),
            "mine\n",
            "{case}: {}",
            file.path().display()
        );
        files += 1;
    }
    assert_eq!(files, 16, "{case}");
}

/// Both twins, and the files of the annotated one.
#[track_caller]
fn assert_untouched(way: &str, then: &[&str]) -> World {
    let arguments = with(way, then);
    let case = arguments.join(" ");
    let world = World::consenting();
    let finished = world.program(WAYS).args(&arguments).run();
    finished.assert_same_as(&Home::new().program(WAYS_BARE).args(&arguments).run());
    world.settle();
    assert_own_files(&world, &case);
    world
}

#[test]
fn files() {
    for then in THEN {
        assert_untouched("way=close-for-files", then);
    }
}

#[test]
fn pipes() {
    for then in THEN {
        assert_untouched("way=close-for-a-pipe", then);
    }
}

#[test]
fn files_of_forked_children() {
    assert_untouched("way=close-in-a-child", &["evaluate", "say=end"]);
}

#[test]
fn files_of_children_that_become_other_programs() {
    assert_untouched("way=close-before-exec", &["evaluate", "say=end"]);
}

#[test]
fn a_panic_still_arrives() {
    let world = assert_untouched("way=close-for-files", &["work=index"]);
    let received = world.settle();
    let panics = received.events();
    assert!(panics.iter().any(|event| event["level"] == "fatal"), "{received}");
}

#[test]
fn a_signal() {
    for signal in [Signal::TERM, Signal::INT, Signal::HUP] {
        let world = World::consenting();
        let end = |program: Program<'_>| -> Finished {
            let mut running = program.args(["way=close-for-files", "pause"]).start();
            running.wait_for_pause();
            running.signal(signal);
            running.finish()
        };
        let finished = end(world.program(WAYS));
        finished.assert_same_as(&end(Home::new().program(WAYS_BARE)));
        world.settle();
        assert_own_files(&world, &format!("{signal:?}"));
    }
}

#[test]
fn closing_in_one_thread_while_another_enters_a_command() {
    for _ in 0..20 {
        let world = World::consenting();
        let finished = world
            .program(WAYS)
            .args(["way=close-in-a-thread", "evaluate", "say=end"])
            .run();
        assert_eq!(finished.code, Some(0), "{finished:?}");
        world.settle();
        let own = fs::read_dir(world.beside()).expect("a directory").flatten();
        let own = own.filter(|entry| entry.file_name().to_string_lossy().starts_with("own-"));
        let texts: Vec<_> = own
            .map(|file| fs::read_to_string(file.path()).expect("a text"))
            .collect();
        assert_eq!(texts.len(), 16);
        for text in texts {
            assert_eq!(text.replace("mine\n", ""), "");
        }
    }
}

#[test]
fn sockets() {
    for then in THEN {
        let world = World::consenting();
        let peer = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let address = peer.local_addr().expect("an address").to_string();
        // Reads until the program, and all that have its sockets, are gone.
        let reader = thread::spawn(move || {
            let mut all = Vec::new();
            let streams: Vec<_> = (0..16).map(|_| peer.accept().expect("a connection").0).collect();
            for mut stream in streams {
                // A process that dies resets its connections.
                let _ = stream.read_to_end(&mut all);
            }
            all
        });
        let arguments = with("way=close-for-sockets", then);
        world.program(WAYS).args(&arguments).env("E2E_PEER", address).run();
        world.settle();
        let arrived = reader.join().expect("no panic there");
        assert_eq!(String::from_utf8_lossy(&arrived), "", "{then:?}");
    }
}
