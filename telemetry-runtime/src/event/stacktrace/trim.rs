//! Removes the frames that the author did not call: the panic machinery, the start of a thread, and
//! shims between two functions.

use super::crates::Author;
use super::function::Function;

/// The functions whose callers are the program's: std marks so where a short backtrace ends, in
/// whatever way it panicked.
const PANIC: &str = "std::sys::backtrace::__rust_end_short_backtrace";
/// Functions of std that may only be there because of a panic.
const MACHINERY: [&str; 8] = [
    "__rustc::rust_begin_unwind",
    "rust_begin_unwind",
    "core::panicking::",
    "std::panicking::",
    "std::panic::panic_any",
    "core::option::unwrap_failed",
    "core::option::expect_failed",
    "core::result::unwrap_failed",
];
/// Functions in which the program's own code begins: `main` is called by ours, a thread by std's.
const BEGINNINGS: [&str; 2] = [
    "telemetry_runtime::api::entry::run",
    "std::sys::backtrace::__rust_begin_short_backtrace",
];
/// What a system begins with.
const SYSTEM: [&str; 9] = [
    "_start",
    "__libc_start_main",
    "__libc_start_main_impl",
    "__libc_start_call_main",
    "start_thread",
    "clone",
    "clone3",
    "__clone",
    "_pthread_start",
];

/// Cuts off, innermost first, the panic machinery at the front and what is not the program's at the
/// back. `in_std` says whether std's own line is the one that panicked.
pub(super) fn ends(functions: &mut Vec<Function>, in_std: bool) {
    front(functions, in_std);
    back(functions);
}

fn front(functions: &mut Vec<Function>, in_std: bool) {
    let of_std = |function: &Function| function.author == Author::Std;
    let is_panic = |function: &Function| of_std(function) && function.name == PANIC;
    let begins = |function: &Function| of_std(function) && is_any(&function.name, &MACHINERY);
    if let Some(panic) = functions.iter().position(is_panic) {
        functions.drain(..=panic);
    } else if let Some(begin) = functions.iter().position(begins) {
        functions.drain(..begin);
    }
    // The panic belongs to the function that called std wrongly. std's functions further in only
    // found that out.
    let found_out = |function: &&Function| of_std(function) && (!in_std || is_any(&function.name, &MACHINERY));
    let found_out = functions.iter().take_while(found_out).count();
    functions.drain(..found_out);
}

fn back(functions: &mut Vec<Function>) {
    for beginning in BEGINNINGS {
        // The outermost: a program may call its `main` again.
        let is_it = |function: &Function| function.author != Author::Program && function.name == beginning;
        if let Some(at) = functions.iter().rposition(is_it) {
            functions.truncate(at);
            break;
        }
    }
    let is_system = |function: &Function| SYSTEM.contains(&&*function.name);
    while functions.last().is_some_and(|last| is_system(last) || is_shim(last)) {
        functions.pop();
    }
}

fn is_any(name: &str, list: &[&str]) -> bool {
    list.iter().any(|known| name.starts_with(known))
}

/// Whether a function of std's does nothing but call another: a closure by its table, a future in a
/// box, a destructor.
pub(super) fn is_shim(function: &Function) -> bool {
    let name = &*function.name;
    let is_last = |known: &&str| name.strip_suffix(known).is_some_and(|path| path.ends_with("::"));
    let calls = ["call_once", "call_mut", "poll", "do_call"].iter().any(&is_last);
    let calls = calls || name.contains("core::ops::function::") && is_last(&"call");
    let paths = [
        "core::ptr::drop_in_place",
        "core::ptr::drop_glue",
        "std::panicking::catch_unwind",
        "std::panicking::try",
    ];
    name == "__rust_try" || function.author == Author::Std && (calls || is_any(name, &paths))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn functions(names: &[&str]) -> Vec<Function> {
        names.iter().map(|name| Function::named(name, &["snatch"])).collect()
    }

    fn names(functions: &[Function]) -> Vec<&str> {
        functions.iter().map(|function| &*function.name).collect()
    }

    #[test]
    fn what_a_panic_does_is_cut_off() {
        for machinery in [
            vec![
                "std::panicking::panic_with_hook",
                PANIC,
                "__rustc::rust_begin_unwind",
                "core::panicking::panic_fmt",
            ],
            vec![
                PANIC,
                "core::panicking::panic_fmt",
                "core::slice::index::slice_index_fail",
            ],
            // `panic_any`
            vec![PANIC, "std::panicking::begin_panic", "std::panic::panic_any"],
            vec![
                "backtrace::trace",
                "__rustc::rust_begin_unwind",
                "core::panicking::panic_fmt",
            ],
        ] {
            let all = [
                &*machinery,
                &["snatch::buy", "core::iter::Iterator::fold", "snatch::main"],
            ]
            .concat();
            let mut functions = functions(&all);
            ends(&mut functions, false);
            assert_eq!(
                names(&functions),
                ["snatch::buy", "core::iter::Iterator::fold", "snatch::main"]
            );
        }
    }

    #[test]
    fn where_std_s_own_line_panicked_only_the_machinery_is_cut_off() {
        let mut functions = functions(&[
            PANIC,
            "core::panicking::panic_fmt",
            "std::io::stdio::print_to",
            "std::io::stdio::_print",
            "snatch::main",
        ]);
        ends(&mut functions, true);
        assert_eq!(
            names(&functions),
            ["std::io::stdio::print_to", "std::io::stdio::_print", "snatch::main"]
        );
    }

    #[test]
    fn the_program_s_own_functions_are_never_cut_off() {
        let own = [
            "snatch::std::sys::backtrace::__rust_end_short_backtrace",
            "snatch::core::panicking::panic_fmt",
            "snatch::telemetry_runtime::api::entry::run",
            "<snatch::Coin as core::ops::function::FnOnce>::call_once",
            "snatch::main",
        ];
        let mut functions = functions(&own);
        ends(&mut functions, false);
        functions.retain(|function| !is_shim(function));
        assert_eq!(names(&functions), own);
    }

    #[test]
    fn a_panic_within_a_panic_is_the_inner_one() {
        let mut functions = functions(&[
            PANIC,
            "core::panicking::panic_fmt",
            "<snatch::Bomb as core::ops::drop::Drop>::drop",
            "core::ptr::drop_in_place",
            "snatch::work",
            PANIC,
            "snatch::main",
        ]);
        ends(&mut functions, false);
        functions.retain(|function| !is_shim(function));
        assert_eq!(
            names(&functions),
            [
                "<snatch::Bomb as core::ops::drop::Drop>::drop",
                "snatch::work",
                PANIC,
                "snatch::main"
            ]
        );
    }

    #[test]
    fn the_back_ends_where_the_program_begins() {
        let begin = BEGINNINGS[1];
        for (all, kept) in [
            (
                vec![
                    "snatch::main::main",
                    BEGINNINGS[0],
                    "snatch::main",
                    "core::ops::function::FnOnce::call_once",
                    begin,
                    "main",
                    "_start",
                ],
                1,
            ),
            (
                vec![
                    "snatch::work::{closure}",
                    "core::ops::function::FnOnce::call_once",
                    begin,
                    "clone3",
                ],
                1,
            ),
            // A thread that C started.
            (
                vec!["snatch::callback", "work_of_a_library", "start_thread", "clone3"],
                2,
            ),
            // `main`, called again.
            (
                vec![
                    "snatch::main::main",
                    BEGINNINGS[0],
                    "snatch::main",
                    "snatch::main::main",
                    BEGINNINGS[0],
                    "snatch::main",
                    begin,
                ],
                4,
            ),
        ] {
            let mut functions = functions(&all);
            ends(&mut functions, false);
            assert_eq!(names(&functions), all[..kept]);
        }
    }
}
