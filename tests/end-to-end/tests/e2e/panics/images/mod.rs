//! With the feature `debug-images`, addresses are told, and which files they lie in: of files the
//! names, and never where they are.

use super::panics;
use end_to_end::World;
use receiver::Arrived;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

fn compile(rustc: &mut Command, name: &str, strip: &str) -> PathBuf {
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let status = rustc
        .args(["--crate-name", "end_images", "-C", "link-arg=-Wl,--build-id", "-C"])
        .arg(format!("strip={strip}"))
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/panics"))
        .arg("images/program.rs")
        .arg("-o")
        .arg(&program)
        .env("CARGO_PKG_NAME", env!("CARGO_PKG_NAME"))
        .env("CARGO_PKG_VERSION", env!("CARGO_PKG_VERSION"))
        .status();
    assert!(status.expect("a compiler").success());
    program
}

/// The one panic of a run.
#[track_caller]
fn panic(program: &Path) -> Arrived {
    let world = World::consenting();
    let _ = world.program(program).run();
    world.home.wait_for_uploaders();
    let received = world.receiver.so_far();
    // What the feature adds is on nobody's list.
    let added = ["`debug_meta`", "`instruction_addr`", "`instruction_addr_adjustment`"];
    let is_added = |error: &String| added.iter().any(|field| error.contains(field));
    assert!(received.protocol_errors.iter().all(is_added), "{received}");
    let mut panics = panics(&received);
    assert_eq!(panics.len(), 1, "{received}");
    panics.remove(0)
}

fn frames(event: &Arrived) -> Vec<Value> {
    let frames = event["exception"]["values"][0]["stacktrace"]["frames"].as_array();
    frames.expect("frames").clone()
}

fn number(value: &Value) -> u64 {
    match value.as_str() {
        Some(text) => u64::from_str_radix(text.trim_start_matches("0x"), 16).expect("an address"),
        None => value.as_u64().unwrap_or_default(),
    }
}

/// The build id that the linker has put into a file: a note of type 3 by `GNU`.
fn build_id(program: &Path) -> String {
    let file = std::fs::read(program).expect("a program");
    let note = [4_u32, 20, 3].map(u32::to_ne_bytes).concat();
    let note = [&*note, b"GNU\0"].concat();
    let at = file
        .windows(note.len())
        .position(|bytes| bytes == note)
        .expect("a build id");
    let id = &file[at + note.len()..][..20];
    id.iter().fold(String::new(), |id, byte| id + &format!("{byte:02x}"))
}

#[test]
#[ignore = "builds the runtime with debug-images; .ci/run runs it"]
fn a_stripped_program_can_be_named_by_the_server() {
    let program = compile(
        &mut compiler::rustc_with_debug_images(&["telemetry"]),
        "end_images",
        "symbols",
    );
    let event = panic(&program);
    let images = event["debug_meta"]["images"].as_array().expect("images");
    let names: Vec<&str> = images.iter().filter_map(|image| image["name"].as_str()).collect();
    assert!(names.contains(&"end_images"), "{names:?}");
    assert!(names.iter().all(|name| !name.contains('/')), "{names:?}");
    let own = images
        .iter()
        .find(|image| image["name"] == "end_images")
        .expect("the program");
    // The same number twice, once in the order that Breakpad gave it.
    let id = build_id(&program);
    assert_eq!(own["code_id"], *id);
    let debug_id = own["id"].as_str().expect("an id").replace('-', "");
    let swapped = [
        &id[6..8],
        &id[4..6],
        &id[2..4],
        &id[..2],
        &id[10..12],
        &id[8..10],
        &id[14..16],
        &id[12..14],
        &id[16..32],
    ];
    assert_eq!(debug_id, swapped.concat());

    let frames = frames(&event);
    let addresses: Vec<u64> = frames
        .iter()
        .map(|frame| number(&frame["instruction_addr"]))
        .filter(|at| *at > 0)
        .collect();
    let lies_in = |image: &Value, address: u64| {
        let begin = number(&image["image_addr"]);
        (begin..begin + number(&image["image_size"])).contains(&address)
    };
    assert!(
        addresses.iter().filter(|address| lies_in(own, **address)).count() > 3,
        "{frames:?}"
    );
    // Those of no file are the kernel's, or the end.
    let strays = addresses
        .iter()
        .filter(|address| !images.iter().any(|image| lies_in(image, **address)));
    assert!(strays.count() <= 1, "{frames:?}");
    // Its place is known without.
    let innermost = frames.last().expect("a frame");
    assert_eq!(
        (innermost["filename"].as_str(), innermost["lineno"].as_u64()),
        (Some("images/program.rs"), Some(11))
    );
    assert_eq!(
        event["exception"]["values"][0]["stacktrace"]["instruction_addr_adjustment"],
        "all"
    );
    let directory = program.parent().and_then(Path::to_str).expect("a directory");
    assert!(!event.to_string().contains(directory), "{event:?}");
}

#[test]
fn without_the_feature_there_are_no_addresses() {
    let program = compile(&mut compiler::rustc(&["telemetry"]), "end_no_images", "none");
    let event = panic(&program);
    assert!(event["debug_meta"].is_null(), "{event:?}");
    assert!(
        frames(&event).iter().all(|frame| frame["instruction_addr"].is_null()),
        "{event:?}"
    );
}
