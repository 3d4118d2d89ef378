//! What has a name of some shape.

use crate::Way;
use std::fmt;
use std::hint::black_box;

pub(crate) const WAYS: &[Way] = &[
    ("map", map),
    ("for-each", for_each),
    ("sort", sort),
    ("method", method),
    ("trait", by_trait),
    ("trait-of-std", by_trait_of_std),
    ("trait-for-std", by_trait_for_std),
    ("dynamic", dynamic),
    ("generic", generic),
    ("const-generic", const_generic),
    ("argument", argument),
    ("boxed", boxed),
    ("local", local),
    ("named-like-std", named_like_std),
    ("inlined", inlined),
    ("display", display),
    ("no-mangle", no_mangle),
    ("recursion", recursion),
];

#[inline(never)]
fn map(n: usize) -> usize {
    let even = (0..n).map(|m| if m > 3 { panic!("map") } else { m }).filter(|m| m % 2 == 0); // map
    even.collect::<Vec<usize>>().len()
}

#[inline(never)]
fn for_each(n: usize) -> usize {
    (0..n).for_each(|m| if m > 3 { panic!("for each") }); // for-each
    n
}

#[inline(never)]
fn sort(n: usize) -> usize {
    let mut all: Vec<usize> = (0..100).rev().collect();
    all.sort_by(|a, b| if *a > n { panic!("sort") } else { a.cmp(b) }); // sort
    all[0]
}

struct Coin(usize);

impl Coin {
    #[inline(never)]
    fn above<T: Into<usize>>(&self, limit: T) -> usize {
        if self.0 > limit.into() {
            panic!("method"); // method
        }
        1
    }
}

#[inline(never)]
fn method(n: usize) -> usize {
    Coin(n).above(1_u8) + black_box(1)
}

trait Flip {
    fn flip(&self) -> usize;

    #[inline(never)]
    fn twice(&self) -> usize {
        self.flip() + self.flip()
    }
}

impl Flip for Coin {
    #[inline(never)]
    fn flip(&self) -> usize {
        if self.0 > 1 {
            panic!("trait"); // trait dynamic
        }
        1
    }
}

impl<T> Flip for Vec<T> {
    #[inline(never)]
    fn flip(&self) -> usize {
        if black_box(self.len()) > 1 {
            panic!("trait for std"); // trait-for-std
        }
        1
    }
}

#[inline(never)]
fn by_trait(n: usize) -> usize {
    Coin(n).twice() + black_box(1)
}

impl Iterator for Coin {
    type Item = usize;

    #[inline(never)]
    fn next(&mut self) -> Option<usize> {
        self.0 -= 1;
        if self.0 < 3 {
            panic!("trait of std"); // trait-of-std
        }
        Some(1)
    }
}

#[inline(never)]
fn by_trait_of_std(n: usize) -> usize {
    Coin(n).fold(0, |a, b| a + b)
}

#[inline(never)]
fn by_trait_for_std(n: usize) -> usize {
    vec![n; n].flip() + black_box(1)
}

#[inline(never)]
fn dynamic(n: usize) -> usize {
    let coin: Box<dyn Flip> = Box::new(Coin(n));
    black_box(coin).twice() + black_box(1)
}

#[inline(never)]
fn largest<T: PartialOrd>(a: T, b: T) -> T {
    if a > b {
        panic!("generic"); // generic
    }
    b
}

#[inline(never)]
fn generic(n: usize) -> usize {
    largest(n, 1) + black_box(1)
}

#[inline(never)]
fn array<const N: usize>(n: usize) -> usize {
    if n > N {
        panic!("const generic"); // const-generic
    }
    N
}

#[inline(never)]
fn const_generic(n: usize) -> usize {
    array::<2>(n) + black_box(1)
}

#[inline(never)]
fn apply(closure: impl Fn(usize) -> usize) -> usize {
    closure(black_box(3)) + black_box(1)
}

#[inline(never)]
fn argument(n: usize) -> usize {
    apply(|m| if n > m { panic!("argument") } else { n }) // argument
}

#[inline(never)]
fn boxed(n: usize) -> usize {
    let boxed: Box<dyn Fn(usize) -> usize> = Box::new(move |m| if n > m { panic!("boxed") } else { n }); // boxed
    black_box(boxed)(3) + black_box(1)
}

#[inline(never)]
fn local(n: usize) -> usize {
    #[inline(never)]
    fn within(n: usize) -> usize {
        if n > 1 {
            panic!("local"); // local
        }
        n
    }
    within(n) + black_box(1)
}

mod core {
    pub(super) mod panicking {
        #[inline(never)]
        pub(crate) fn panic_fmt(n: usize) -> usize {
            if n > 1 {
                panic!("named like std's"); // named-like-std
            }
            n
        }
    }
}

#[inline(never)]
fn named_like_std(n: usize) -> usize {
    core::panicking::panic_fmt(n) + black_box(1)
}

#[inline(always)]
fn first(n: usize) -> usize {
    second(n) + 1
}

#[inline(always)]
fn second(n: usize) -> usize {
    if n > 1 {
        panic!("inlined"); // inlined
    }
    n
}

#[inline(never)]
fn inlined(n: usize) -> usize {
    first(n) + black_box(1)
}

impl fmt::Display for Coin {
    #[inline(never)]
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 > 1 {
            panic!("display"); // display
        }
        to.write_str("coin")
    }
}

#[inline(never)]
fn display(n: usize) -> usize {
    format!("{}", Coin(n)).len() + 1
}

#[unsafe(no_mangle)]
#[inline(never)]
pub extern "C-unwind" fn coin_callback(n: usize) -> usize {
    if n > 1 {
        panic!("for C"); // no-mangle
    }
    n
}

#[inline(never)]
fn no_mangle(n: usize) -> usize {
    coin_callback(n) + black_box(1)
}

#[inline(never)]
fn recursion(n: usize) -> usize {
    if n == 0 {
        panic!("deep enough"); // recursion
    }
    recursion(n - 1) + black_box(1)
}
