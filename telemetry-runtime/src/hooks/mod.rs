//! Hooks: panics, signals, exits and forks of the program.

mod crash;
mod exit_hook;
mod helper_thread;
mod memory;
pub(crate) mod panic_hook;
mod panic_hook_place;
pub(crate) mod panicking;
#[cfg(unix)]
mod signals;
#[cfg(windows)]
#[path = "windows/mod.rs"]
mod signals;

use crate::registry::command;
use crate::run::Run;
use crate::storage::journal::hook_journal;

/// Installs all hooks, in the thread of `main`.
pub(crate) fn install(run: &Run) {
    panic_hook::install();
    exit_hook::install();
    #[cfg(any(unix, windows))]
    if let Some(file) = run.file().as_ref()
        && hook_journal::prepare(file, &run.file_path(), command::this_thread(), &run.app.package.main)
    {
        signals::install();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::path::Path;

    /// Those that do no more than add and compare numbers, in each call of a command. What a first
    /// call does is caught below them.
    const NUMBERS: [&str; 3] = ["enter_live", "enter_live_with", "leave_live"];
    /// Those that may run on a stack of 8 KiB, or on what is left of one that overflowed. Catching
    /// takes more than there is, and they call nothing that panics.
    const LITTLE_STACK: [&str; 3] = [
        "hooks/signals/asked.rs handler",
        "hooks/signals/fatal.rs handler",
        "hooks/windows/exception.rs on_stack_overflow",
    ];
    /// Those of a process that is not the program.
    const LAUNCHER: &str = "delivery/spawn/";

    /// A panic that leaves such a function aborts the program.
    #[test]
    fn functions_that_c_or_the_system_calls_catch_panics() {
        let mut found = Vec::new();
        visit(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |path, text| {
            let parts = ["extern \"C\" fn ", "extern \"system\" fn "].map(|start| text.split(start).skip(1));
            for part in parts.into_iter().flatten() {
                let (name, rest) = part.split_once('(').unwrap();
                let body = rest.split("\n}\n").next().unwrap();
                if name.chars().all(|char| char.is_alphanumeric() || char == '_') && body.contains('{') {
                    let little_stack = LITTLE_STACK.iter().any(|it| format!("{path} {name}").ends_with(it));
                    let exempt = NUMBERS.contains(&name) || little_stack || path.contains(LAUNCHER);
                    assert!(exempt || body.contains("catch_quietly("), "{name} in {path}");
                    found.push(name.to_owned());
                }
            }
        });
        for name in ["at_exit", "in_child", "handler", "filter", "on_detach", "enter_live"] {
            assert!(found.iter().any(|found| found == name), "{name} of {found:?}");
        }
    }

    fn visit(directory: &Path, each: &mut impl FnMut(&str, &str)) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                visit(&path, each);
            } else {
                each(path.to_str().unwrap(), &fs::read_to_string(&path).unwrap());
            }
        }
    }
}
