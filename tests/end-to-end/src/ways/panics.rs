//! Ways that panic, and ways of programs that have panic hooks of their own.

use std::hint::black_box;
use std::panic::{catch_unwind, panic_any, resume_unwind, set_hook, take_hook};
use std::process;
use std::sync::Mutex;
use std::thread;

pub(super) const WAYS: &[(&str, fn())] = &[
    ("nothing", || ()),
    ("index", index),
    ("in-a-thread", in_a_thread),
    ("caught", caught),
    ("spawns", || drop(thread::spawn(gives_up))),
    ("spawns-and-catches", || {
        println!("caught: {}", catch_unwind(|| thread::spawn(gives_up)).is_err());
    }),
    ("in-a-task", in_a_task),
    ("often", often),
    ("many-places", many_places),
    ("number", || panic_any(17)),
    ("megabytes", || panic!("{}", "much, too much: ".repeat(655_360))),
    ("after-its-reader-is-lost", after_its_reader_is_lost),
    ("silent-hook", || set_hook(Box::new(|_| {}))),
    ("own-hook", || set_hook(Box::new(|_| eprintln!("something went wrong")))),
    ("exiting-hook", exiting_hook),
    ("exits-by-a-late-hook", || {
        exiting_hook();
        index();
    }),
    ("aborting-hook", || set_hook(Box::new(|_| process::abort()))),
    ("chaining-hook", chaining_hook),
    ("renewed-hook", renewed_hook),
    ("resumed", resumed),
    #[cfg(unix)]
    ("better-panic", better_panic::install),
    #[cfg(unix)]
    ("color-eyre", || color_eyre::install().expect("the first one")),
    #[cfg(unix)]
    ("human-panic", human_panic),
    ("small-stack", small_stack),
    ("deep", || {
        black_box(deep(10_000));
    }),
    ("zeros", || panic!("a\0b")),
    ("locked", locked),
];

/// Deep in a calculation.
fn index() {
    println!("{}", deeper(&[1, 2, 3], 7));
}

#[inline(never)]
fn deeper(prices: &[u32], day: usize) -> u32 {
    prices[day]
}

/// A thread dies, and the program goes on.
fn in_a_thread() {
    let worker = thread::Builder::new().name("worker".into());
    let worker = worker.spawn(|| panic!("the worker gave up")).expect("a thread");
    println!("the worker is gone: {}", worker.join().is_err());
}

fn caught() {
    let result = catch_unwind(|| panic!("thrown"));
    println!("caught: {}", result.is_err());
}

/// The runtime catches it and hands it to whoever waits for the task.
fn in_a_task() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let task = tokio::spawn(async { panic!("the task gave up") });
        println!("the task is gone: {}", task.await.is_err());
    });
}

/// One place, again and again.
fn often() {
    for _ in 0..20_000 {
        let _ = catch_unwind(|| panic!("over and over"));
    }
}

fn many_places() {
    let places: [fn(); 12] = [
        || panic!("place 1"),
        || panic!("place 2"),
        || panic!("place 3"),
        || panic!("place 4"),
        || panic!("place 5"),
        || panic!("place 6"),
        || panic!("place 7"),
        || panic!("place 8"),
        || panic!("place 9"),
        || panic!("place 10"),
        || panic!("place 11"),
        || panic!("place 12"),
    ];
    for place in places {
        let _ = catch_unwind(place);
    }
}

/// A broken pipe is no crash, but what comes after it is.
fn after_its_reader_is_lost() {
    let _ = catch_unwind(|| (0..100_000).for_each(|line| println!("line {line}")));
    panic!("nobody listens");
}

fn exiting_hook() {
    set_hook(Box::new(|_| {
        eprintln!("this is fatal");
        process::exit(13);
    }));
}

/// Calls the hook that it finds.
fn chaining_hook() {
    let found = take_hook();
    set_hook(Box::new(move |info| {
        eprintln!("something went wrong, and before that:");
        found(info);
    }));
}

/// Drops the hook that it finds. The allocator gives the new one its address: both are of one size.
fn renewed_hook() {
    drop(take_hook());
    let text = black_box("something new went wrong");
    set_hook(Box::new(move |_| eprintln!("{text}")));
}

/// A worker's panic goes on in the thread that waits for it, as rayon has it.
fn resumed() {
    let worker = thread::spawn(gives_up);
    if let Err(thrown) = worker.join() {
        resume_unwind(thrown);
    }
}

fn gives_up() {
    panic!("the worker gave up");
}

/// What `human_panic::setup_panic!` does in a release.
#[cfg(unix)]
fn human_panic() {
    set_hook(Box::new(|info| {
        let metadata = human_panic::metadata!();
        let report = human_panic::handle_dump(&metadata, info);
        human_panic::print_msg(report, &metadata).expect("a terminal");
    }));
}

/// A thread with as little stack as the system allows.
fn small_stack() {
    let small = thread::Builder::new().stack_size(16 * 1024);
    let small = small.spawn(|| panic!("in little room")).expect("a thread");
    println!("it is gone: {}", small.join().is_err());
}

/// Ten thousand calls deep.
#[inline(never)]
fn deep(depth: u32) -> u32 {
    assert!(depth > 0, "at the bottom");
    black_box(deep(black_box(depth - 1))) + 1
}

/// Whatever a program may hold while it panics.
fn locked() {
    static OWN: Mutex<()> = Mutex::new(());
    let _own = OWN.lock();
    let _out = std::io::stdout().lock();
    let _err = std::io::stderr().lock();
    let _in = std::io::stdin().lock();
    let _environment = std::env::vars_os();
    let once = std::sync::OnceLock::new();
    once.get_or_init(|| -> u8 { panic!("with everything locked") });
}
