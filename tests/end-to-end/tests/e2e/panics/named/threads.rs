//! Where nothing but the stack of a thread leads.

use crate::Way;
use std::hint::black_box;
use std::sync::LazyLock;
use std::thread;

pub(crate) const WAYS: &[Way] = &[
    ("thread", plain),
    ("thread-of-method", of_method),
    ("scope", scope),
    ("lazy", lazy),
    ("drop", dropped),
    ("drop-while-unwinding", dropped_while_unwinding),
    ("for-c", for_c),
];

#[inline(never)]
fn plain(n: usize) -> usize {
    let thread = thread::spawn(move || {
        if n > 1 {
            panic!("in a thread"); // thread
        }
    });
    thread.join().map_or(1, |()| 0)
}

struct Worker(usize);

impl Worker {
    #[inline(never)]
    fn run(&self) -> usize {
        if self.0 > 1 {
            panic!("in a method"); // thread-of-method
        }
        1
    }
}

#[inline(never)]
fn of_method(n: usize) -> usize {
    let worker = Worker(n);
    let thread = thread::Builder::new().name("worker".to_owned());
    thread.spawn(move || worker.run() + 1).expect("a thread").join().unwrap_or(0)
}

#[inline(never)]
fn scope(n: usize) -> usize {
    thread::scope(|scope| {
        let thread = scope.spawn(|| {
            if n > 1 {
                panic!("in a scope"); // scope
            }
        });
        thread.join().map_or(1, |()| 0)
    })
}

static LAZY: LazyLock<usize> = LazyLock::new(|| {
    let n = black_box(7);
    if n > 1 {
        panic!("late"); // lazy
    }
    n
});

#[inline(never)]
fn lazy(n: usize) -> usize {
    n + *LAZY
}

struct Bomb(usize);

impl Drop for Bomb {
    #[inline(never)]
    fn drop(&mut self) {
        if self.0 > 1 {
            panic!("when dropped"); // drop
        }
    }
}

#[inline(never)]
fn dropped(n: usize) -> usize {
    let bomb = Bomb(n);
    black_box(&bomb);
    n
}

#[inline(never)]
fn dropped_while_unwinding(n: usize) -> usize {
    let _bomb = Bomb(n);
    if n > 1 {
        panic!("the first"); // drop-while-unwinding
    }
    n
}

#[inline(never)]
extern "C" fn callback(n: usize) -> usize {
    if n > 1 {
        panic!("cannot unwind"); // for-c
    }
    n
}

#[inline(never)]
fn for_c(n: usize) -> usize {
    callback(n) + black_box(1)
}
