//! `on`, while each operation on a file fails: the user's file is as before or as it should be, and
//! nothing else lies beside it.

use super::kinds::Fault;
use super::library::{Operation, Who, log, watched};
use crate::ANNOTATED;
use end_to_end::Home;
use std::fs;

const BEFORE: &str = "a: 1\n# mine\ntelemetry:\n  collect: false\n";
const AFTER: &str = "a: 1\n# mine\ntelemetry:\n  collect: true\n";

fn home() -> Home {
    let home = Home::new();
    home.write_config(BEFORE);
    home
}

fn operations() -> Vec<Operation> {
    let home = home();
    watched(&home, home.program(ANNOTATED).args(["on"])).run().quiet();
    let mut operations = log(&home);
    operations.retain(|operation| operation.who == Who::Program && operation.number > 0);
    operations
}

#[test]
fn the_users_file_is_whole_whatever_fails() {
    let operations = operations();
    let renames = operations.iter().filter(|operation| operation.name == "rename").count();
    assert_eq!(renames, 1, "{operations:?}");
    let mut unchanged = 0;
    for operation in &operations {
        for fault in Fault::of(operation) {
            let home = home();
            let program = home.program(ANNOTATED).args(["on"]);
            let finished = fault.strikes(&home, program).run();
            let text = fs::read_to_string(home.config()).expect("the user's file");
            assert_eq!(finished.code, Some(0), "{fault}, at {operation:?}: {finished:?}");
            // The same fault may keep it off.
            let is_told = ["Telemetry is on: ", "  your choice    on, in "]
                .iter()
                .any(|words| finished.stdout.contains(words));
            assert_eq!(
                text,
                if is_told { AFTER } else { BEFORE },
                "{fault}, at {operation:?}: {finished:?}"
            );
            unchanged += usize::from(!is_told);
            // Where nothing can be removed any more, what was begun stays.
            if !(fault.lasts && fault.kind.keeps_files()) {
                let entries = fs::read_dir(home.config().parent().expect("a directory")).expect("a directory");
                assert_eq!(entries.count(), 1, "{fault}, at {operation:?}: {finished:?}");
            }
        }
    }
    assert!(unchanged > 10, "{unchanged}");
}
