//! The bodies of `async` functions, which symbols call closures: `fetch::{closure}` reads as
//! `fetch`.
//!
//! No symbol of Linux or macOS says which closures are such bodies, but the stack does. What polls
//! them is known by its name, or is such a body itself: `.await` is a direct call. And an `async
//! fn` has long returned when its body runs, while a closure, mostly, is called below the function
//! that it is written in.

use super::function::Function;
use super::names::{self, CLOSURE};

/// Names the bodies after their functions, and what is within them accordingly. `main` is the
/// program's: `async fn main` is still there while its body runs, because a runtime's attribute
/// made a plain function of it.
pub(super) fn name(functions: &mut [Function], main: &str) {
    // As the symbols name them, outermost first; of functions, and of blocks.
    let mut bodies: Vec<String> = Vec::new();
    // Whether the function that was looked at last polls what it calls.
    let mut polls = false;
    for (at, function) in functions.iter().enumerate().rev() {
        let name = &function.name;
        let is_body = polls && name.ends_with(CLOSURE) && !function.is_bare;
        let is_there = |name: &str| functions.iter().skip(at).any(|outer| outer.name == name);
        if let Some(written_in) = written_in(name).filter(|_| is_body)
            && (written_in == main || !is_there(written_in))
            && !bodies.contains(name)
        {
            bodies.push(name.clone());
        }
        polls = is_body || is_known_to_poll(name);
    }
    for function in functions {
        let body = bodies.iter().find(|body| is_within(&function.name, body));
        if let Some((body, written_in)) = body.and_then(|body| Some((body, written_in(body)?))) {
            let rest = function.name.get(body.len()..).unwrap_or_default();
            function.name = format!("{written_in}{rest}");
        }
        function.name = names::folded(std::mem::take(&mut function.name));
    }
}

/// The function that a closure is written in; not of a closure within another.
fn written_in(name: &str) -> Option<&str> {
    let function = name.strip_suffix(CLOSURE)?.strip_suffix("::")?;
    (!function.ends_with(CLOSURE)).then_some(function)
}

/// Whether a function is one that polls, by its name: `CachedParkThread::block_on::{closure}`.
fn is_known_to_poll(name: &str) -> bool {
    // tokio's future that calls a plain closure, on a thread for such.
    if name.contains("BlockingTask") {
        return false;
    }
    let mut name = name;
    while let Some(outer) = name.strip_suffix(CLOSURE).and_then(|name| name.strip_suffix("::")) {
        name = outer;
    }
    let method = name.rsplit("::").next().unwrap_or_default();
    ["poll", "try_poll", "block_on"]
        .iter()
        .any(|known| method.starts_with(known))
}

fn is_within(name: &str, body: &str) -> bool {
    name.strip_prefix(body)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_read(stack: &[&str], read: &[&str]) {
        let mut functions: Vec<Function> = stack.iter().map(|name| Function::named(name, &["snatch"])).collect();
        name(&mut functions, "snatch::main");
        let names: Vec<&str> = functions.iter().map(|function| &*function.name).collect();
        assert_eq!(names, read);
    }

    #[test]
    fn what_is_polled_is_a_body() {
        assert_read(
            &[
                "snatch::deeper::{closure}",
                "snatch::fetch::{closure}",
                "tokio::task::Core::poll::{closure}",
                "tokio::run",
            ],
            &[
                "snatch::deeper",
                "snatch::fetch",
                "tokio::task::Core::poll::{closure}",
                "tokio::run",
            ],
        );
        assert_read(
            &[
                "<snatch::Coin as snatch::Source>::get::{closure}",
                "<core::pin::Pin as core::future::future::Future>::poll",
            ],
            &[
                "<snatch::Coin as snatch::Source>::get",
                "<core::pin::Pin as core::future::future::Future>::poll",
            ],
        );
    }

    #[test]
    fn what_is_within_a_body_is_named_after_the_function() {
        assert_read(
            &[
                "snatch::fetch::{closure}::{closure}::{closure}",
                "core::iter::Iterator::fold",
                "snatch::fetch::{closure}::{closure}",
                "snatch::fetch::{closure}",
                "tokio::block_on",
            ],
            &[
                "snatch::fetch::{closure}",
                "core::iter::Iterator::fold",
                "snatch::fetch::{closure}",
                "snatch::fetch",
                "tokio::block_on",
            ],
        );
    }

    #[test]
    fn a_block_polls_what_it_awaits() {
        assert_read(
            &[
                "snatch::fetch::{closure}",
                "snatch::work::{closure}::{closure}",
                "snatch::work::{closure}",
                "tokio::block_on",
                "snatch::work",
            ],
            &[
                "snatch::fetch",
                "snatch::work::{closure}",
                "snatch::work::{closure}",
                "tokio::block_on",
                "snatch::work",
            ],
        );
    }

    #[test]
    fn a_closure_below_its_function_is_a_closure() {
        assert_read(
            &[
                "snatch::work::{closure}",
                "core::iter::Iterator::fold",
                "snatch::work",
                "snatch::main",
            ],
            &[
                "snatch::work::{closure}",
                "core::iter::Iterator::fold",
                "snatch::work",
                "snatch::main",
            ],
        );
        // A block of it.
        assert_read(
            &[
                "snatch::work::{closure}",
                "tokio::block_on::{closure}",
                "tokio::block_on",
                "snatch::work",
            ],
            &[
                "snatch::work::{closure}",
                "tokio::block_on::{closure}",
                "tokio::block_on",
                "snatch::work",
            ],
        );
    }

    #[test]
    fn a_closure_that_nobody_polls_is_a_closure() {
        for caller in [
            "core::ops::function::FnOnce::call_once",
            "<tokio::BlockingTask as core::future::future::Future>::poll",
        ] {
            assert_read(
                &["snatch::work::{closure}", caller],
                &["snatch::work::{closure}", caller],
            );
        }
        assert_read(&["snatch::work::{closure}"], &["snatch::work::{closure}"]);
    }

    #[test]
    fn an_async_main_is_main() {
        assert_read(
            &["snatch::main::{closure}", "tokio::Runtime::block_on", "snatch::main"],
            &["snatch::main", "tokio::Runtime::block_on", "snatch::main"],
        );
    }
}
