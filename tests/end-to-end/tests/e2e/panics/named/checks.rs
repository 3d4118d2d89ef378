//! What the compiler and the standard library find out.

use crate::Way;
use std::cell::RefCell;
use std::hint::black_box;

pub(crate) const WAYS: &[Way] = &[
    ("index", index),
    ("range", range),
    ("text", text),
    ("none", none),
    ("error", error),
    ("explicit", explicit),
    ("equal", equal),
    ("overflow", overflow),
    ("division", division),
    ("borrow", borrow),
    ("unreachable", unreachable),
    ("unfinished", unfinished),
    ("any", any),
    ("copy", copy),
    ("remove", remove),
    ("of-several-lines", of_several_lines),
    ("told-by-its-caller", told_by_its_caller),
];

#[inline(never)]
fn index(n: usize) -> usize {
    [1, 2, 3][n] // index
}

#[inline(never)]
fn range(n: usize) -> usize {
    black_box([1, 2, 3].as_slice())[..n].len() // range
}

#[inline(never)]
fn text(n: usize) -> usize {
    black_box("abc")[..n].len() // text
}

#[inline(never)]
fn none(n: usize) -> usize {
    *[1].get(n).unwrap() // none
}

#[inline(never)]
fn error(n: usize) -> usize {
    let result: Result<usize, usize> = if n > 1 { Err(n) } else { Ok(1) };
    result.expect("a result") // error
}

#[inline(never)]
fn explicit(n: usize) -> usize {
    if n > 1 {
        panic!("explicit {n}"); // explicit
    }
    n
}

#[inline(never)]
fn equal(n: usize) -> usize {
    assert_eq!(n, 1, "not the same"); // equal
    n
}

#[inline(never)]
fn overflow(n: usize) -> usize {
    n.strict_mul(usize::MAX) // overflow
}

#[inline(never)]
fn division(n: usize) -> usize {
    1 / (n - 7) // division
}

#[inline(never)]
fn borrow(n: usize) -> usize {
    let cell = RefCell::new(n);
    let _first = cell.borrow_mut();
    let second = cell.borrow_mut(); // borrow
    *second
}

#[inline(never)]
fn unreachable(n: usize) -> usize {
    if n > 1 {
        unreachable!("not {n}"); // unreachable
    }
    n
}

#[inline(never)]
fn unfinished(n: usize) -> usize {
    if n > 1 {
        todo!(); // unfinished
    }
    n
}

#[inline(never)]
fn any(n: usize) -> usize {
    std::panic::panic_any(n); // any
}

#[inline(never)]
fn copy(n: usize) -> usize {
    let mut three = [0; 3];
    three.copy_from_slice(&[0; 9][..n]); // copy
    three[0]
}

#[inline(never)]
fn remove(n: usize) -> usize {
    let mut one = vec![1];
    one.remove(n) // remove
}

#[inline(never)]
fn of_several_lines(n: usize) -> usize {
    [1, 2, 3]
        .get(n)
        .copied()
        .filter(|n| *n > 1)
        .expect("a number") // of-several-lines
}

#[track_caller]
#[inline(never)]
fn check(n: usize) -> usize {
    if n > 1 {
        panic!("{n} is too much");
    }
    n
}

#[inline(never)]
fn told_by_its_caller(n: usize) -> usize {
    check(n) + 1 // told-by-its-caller
}
