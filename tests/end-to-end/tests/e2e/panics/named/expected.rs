//! What each way reads like: the program's own functions, innermost first.

/// Whether a way ends in `main`, or in the thread that it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Main,
    Thread,
}
use On::{Main, Thread};

pub(super) type Way = (&'static str, On, &'static [&'static str]);

/// One of each kind that a compiler makes names of.
pub(super) const SHAPES: &[Way] = &[
    (
        "trait",
        Main,
        &[
            "<shapes::Coin as shapes::Flip>::flip",
            "shapes::Flip::twice",
            "shapes::by_trait",
        ],
    ),
    (
        "trait-of-std",
        Main,
        &[
            "<shapes::Coin as core::iter::traits::iterator::Iterator>::next",
            "shapes::by_trait_of_std",
        ],
    ),
    (
        "trait-for-std",
        Main,
        &["<alloc::vec::Vec as shapes::Flip>::flip", "shapes::by_trait_for_std"],
    ),
    ("method", Main, &["shapes::Coin::above", "shapes::method"]),
    ("generic", Main, &["shapes::largest", "shapes::generic"]),
    (
        "argument",
        Main,
        &["shapes::argument::{closure}", "shapes::apply", "shapes::argument"],
    ),
    ("inlined", Main, &["shapes::second", "shapes::first", "shapes::inlined"]),
    (
        "async-blocks",
        Main,
        &[
            "tasks::outer::{closure}",
            "tasks::outer::{closure}",
            "tasks::outer",
            "tasks::blocks",
        ],
    ),
    ("async-task-of-function", Thread, &["tasks::deeper", "tasks::fetch"]),
];

pub(super) const OTHERS: &[Way] = &[
    ("index", Main, &["checks::index"]),
    ("range", Main, &["checks::range"]),
    ("text", Main, &["checks::text"]),
    ("none", Main, &["checks::none"]),
    ("error", Main, &["checks::error"]),
    ("explicit", Main, &["checks::explicit"]),
    ("equal", Main, &["checks::equal"]),
    ("overflow", Main, &["checks::overflow"]),
    ("division", Main, &["checks::division"]),
    ("borrow", Main, &["checks::borrow"]),
    ("unreachable", Main, &["checks::unreachable"]),
    ("unfinished", Main, &["checks::unfinished"]),
    ("any", Main, &["checks::any"]),
    ("copy", Main, &["checks::copy"]),
    ("remove", Main, &["checks::remove"]),
    ("of-several-lines", Main, &["checks::of_several_lines"]),
    ("told-by-its-caller", Main, &["checks::told_by_its_caller"]),
    ("thread", Thread, &["threads::plain::{closure}"]),
    (
        "thread-of-method",
        Thread,
        &["threads::Worker::run", "threads::of_method::{closure}"],
    ),
    ("scope", Thread, &["threads::scope::{closure}"]),
    ("lazy", Main, &["threads::LAZY::{closure}", "threads::lazy"]),
    (
        "drop",
        Main,
        &["<threads::Bomb as core::ops::drop::Drop>::drop", "threads::dropped"],
    ),
    (
        "async-function",
        Main,
        &["tasks::deeper", "tasks::fetch", "tasks::function"],
    ),
    ("async-block", Main, &["tasks::block::{closure}", "tasks::block"]),
    ("async-task", Thread, &["tasks::task::{closure}"]),
    ("async-closure", Main, &["tasks::closure::{closure}", "tasks::closure"]),
    ("async-method", Main, &["tasks::Coin::flip", "tasks::method"]),
    (
        "async-boxed",
        Main,
        &["<tasks::Coin as tasks::Source>::get", "tasks::boxed"],
    ),
    (
        "async-by-hand",
        Main,
        &["<tasks::Coin as core::future::future::Future>::poll", "tasks::by_hand"],
    ),
    (
        "async-iterator",
        Main,
        &["tasks::sum::{closure}", "tasks::sum", "tasks::iterator"],
    ),
    ("async-blocking", Thread, &["tasks::blocking::{closure}"]),
    ("map", Main, &["shapes::map::{closure}", "shapes::map"]),
    ("for-each", Main, &["shapes::for_each::{closure}", "shapes::for_each"]),
    ("sort", Main, &["shapes::sort::{closure}", "shapes::sort"]),
    (
        "dynamic",
        Main,
        &[
            "<shapes::Coin as shapes::Flip>::flip",
            "shapes::Flip::twice",
            "shapes::dynamic",
        ],
    ),
    ("const-generic", Main, &["shapes::array", "shapes::const_generic"]),
    ("boxed", Main, &["shapes::boxed::{closure}", "shapes::boxed"]),
    ("local", Main, &["shapes::local::within", "shapes::local"]),
    (
        "named-like-std",
        Main,
        &["shapes::core::panicking::panic_fmt", "shapes::named_like_std"],
    ),
    (
        "display",
        Main,
        &["<shapes::Coin as core::fmt::Display>::fmt", "shapes::display"],
    ),
    ("no-mangle", Main, &["shapes::coin_callback", "shapes::no_mangle"]),
    ("recursion", Main, &["shapes::recursion"; 8]),
    // In the place of another, and so not in one run with it: each place is told once.
    (
        "async-joined",
        Main,
        &[
            "tasks::deeper",
            "tasks::fetch",
            "tasks::joined::{closure}",
            "tasks::joined",
        ],
    ),
];

/// These end the process. The second panic of the first one is std's own.
pub(super) const ENDS: &[Way] = &[
    ("drop-while-unwinding", Main, &["threads::dropped_while_unwinding"]),
    ("for-c", Main, &["threads::callback", "threads::for_c"]),
];
