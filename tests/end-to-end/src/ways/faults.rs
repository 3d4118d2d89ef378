//! Ways in which something is wrong with the program itself.

#![allow(unsafe_code, reason = "what goes wrong in these ways cannot go wrong in safe Rust")]

use std::hint::black_box;
use std::panic::{catch_unwind, set_hook};
use std::process;
use std::thread;

pub(super) const WAYS: &[(&str, fn())] = &[
    ("abort", || process::abort()),
    ("segv", segv),
    ("segv-in-a-thread", || in_a_thread(segv)),
    #[cfg(unix)]
    ("bus", bus),
    ("ill", ill),
    ("fpe", fpe),
    ("overflow", || {
        black_box(deeper(1));
    }),
    ("overflow-in-a-thread", || {
        in_a_thread(|| {
            black_box(deeper(1));
        });
    }),
    ("no-memory", no_memory),
    ("panic-while-panicking", panic_while_panicking),
    ("panic-in-c", || panic_in_c()),
    ("panicking-hook", panicking_hook),
    ("panic-at-a-thread-s-end", panic_at_a_thread_s_end),
    ("abort-after-a-panic", abort_after_a_panic),
    #[cfg(unix)]
    ("own-handler", own_handler),
    #[cfg(unix)]
    ("asks-itself", asks_itself),
];

fn in_a_thread(go: fn()) {
    let _ = thread::spawn(go).join();
}

fn segv() {
    // SAFETY: there is none: nothing is there.
    unsafe { black_box(std::ptr::without_provenance_mut::<u8>(8)).write_volatile(1) };
}

/// A mapped file that has become shorter.
#[cfg(unix)]
fn bus() {
    let file = std::fs::File::options()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open("short")
        .expect("a file");
    file.set_len(4096).expect("a page");
    let descriptor = std::os::fd::AsRawFd::as_raw_fd(&file);
    // SAFETY: a fresh mapping of one page; reading it is what goes wrong.
    unsafe {
        let page = libc::mmap(
            std::ptr::null_mut(),
            4096,
            libc::PROT_READ,
            libc::MAP_SHARED,
            descriptor,
            0,
        );
        file.set_len(0).expect("no page");
        black_box(page.cast::<u8>().read_volatile());
    }
}

/// An instruction that no processor has.
fn ill() {
    // SAFETY: there is none.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        std::arch::asm!("ud2");
        #[cfg(target_arch = "aarch64")]
        std::arch::asm!("udf #0");
        #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
        libc::raise(libc::SIGILL);
    }
}

/// A division by zero that nobody checked for.
fn fpe() {
    // SAFETY: there is none.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        std::arch::asm!("div {0:r}", in(reg) 0_u64, inout("rax") 1_u64 => _, inout("rdx") 0_u64 => _);
        #[cfg(not(target_arch = "x86_64"))]
        libc::raise(libc::SIGFPE);
    }
}

/// Recursion without an end.
#[expect(unconditional_recursion, reason = "that is what it is about")]
fn deeper(depth: u64) -> [u64; 64] {
    let mut below = deeper(black_box(depth + 1));
    below[0] += depth;
    below
}

/// More than there is.
fn no_memory() {
    drop(black_box(Vec::<u8>::with_capacity(isize::MAX.unsigned_abs())));
}

struct PanicsWhenDropped;

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        panic!("the second one");
    }
}

fn panic_while_panicking() {
    let _dropped = PanicsWhenDropped;
    panic!("the first one");
}

extern "C" fn panic_in_c() {
    panic!("nobody to unwind to");
}

/// When what a thread has stored for itself is destroyed, std takes no panic.
fn panic_at_a_thread_s_end() {
    thread_local!(static LAST: PanicsWhenDropped = const { PanicsWhenDropped });
    let _ = thread::spawn(|| LAST.with(|_| ())).join();
}

/// The hook that panics is the program's own.
fn panicking_hook() {
    set_hook(Box::new(|_| {
        eprintln!("this is bad");
        panic!("and it gets worse");
    }));
}

fn abort_after_a_panic() {
    let _ = catch_unwind(|| panic!("caught"));
    process::abort();
}

/// Lives through a fault, as programs that check their memory by faults do, and ends well.
#[cfg(unix)]
fn own_handler() {
    extern "C" fn handler(_: i32) {
        // SAFETY: ends the process, in the only way that a handler may.
        unsafe {
            libc::write(1, c"handled\n".as_ptr().cast(), 8);
            libc::_exit(4);
        }
    }
    // SAFETY: the handler does only what a handler may.
    unsafe { libc::signal(libc::SIGSEGV, handler as extern "C" fn(i32) as libc::sighandler_t) };
    segv();
}

/// The signal comes from nowhere else: std takes the first one for a fault, and does nothing.
#[cfg(unix)]
fn asks_itself() {
    // SAFETY: raising a signal is safe; that it is this one is what it is about.
    unsafe { libc::raise(libc::SIGSEGV) };
    println!("still here");
}
