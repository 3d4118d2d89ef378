//! What is asynchronous.

use crate::Way;
use std::hint::black_box;
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::runtime::Runtime;

pub(crate) const WAYS: &[Way] = &[
    ("async-function", function),
    ("async-block", block),
    ("async-blocks", blocks),
    ("async-task", task),
    ("async-task-of-function", task_of_function),
    ("async-closure", closure),
    ("async-method", method),
    ("async-boxed", boxed),
    ("async-joined", joined),
    ("async-by-hand", by_hand),
    ("async-iterator", iterator),
    ("async-blocking", blocking),
];

fn runtime() -> Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(1).build().expect("a runtime")
}

async fn fetch(n: usize) -> usize {
    deeper(n).await + black_box(1)
}

async fn deeper(n: usize) -> usize {
    tokio::task::yield_now().await;
    if n > 1 {
        panic!("in a function"); // async-function async-task-of-function async-joined
    }
    n
}

#[inline(never)]
fn function(n: usize) -> usize {
    runtime().block_on(fetch(n)) + 1
}

#[inline(never)]
fn block(n: usize) -> usize {
    runtime().block_on(async move {
        if n > 1 {
            panic!("in a block"); // async-block
        }
        n
    }) + 1
}

async fn outer(n: usize) -> usize {
    let inner = async move {
        tokio::task::yield_now().await;
        let innermost = async {
            if n > 1 {
                panic!("in a block in a block"); // async-blocks
            }
            n
        };
        innermost.await + black_box(1)
    };
    inner.await + black_box(1)
}

#[inline(never)]
fn blocks(n: usize) -> usize {
    runtime().block_on(outer(n)) + 1
}

#[inline(never)]
fn task(n: usize) -> usize {
    runtime().block_on(async move {
        let task = tokio::spawn(async move {
            if n > 1 {
                panic!("in a task"); // async-task
            }
        });
        task.await.map_or(1, |()| 0)
    })
}

#[inline(never)]
fn task_of_function(n: usize) -> usize {
    runtime().block_on(async move { tokio::spawn(fetch(n)).await.unwrap_or(0) })
}

#[inline(never)]
fn closure(n: usize) -> usize {
    let closure = async move |limit: usize| {
        if n > limit {
            panic!("in an async closure"); // async-closure
        }
        n
    };
    runtime().block_on(closure(1)) + 1
}

struct Coin(usize);

impl Coin {
    async fn flip(&self) -> usize {
        if self.0 > 1 {
            panic!("in a method"); // async-method
        }
        1
    }
}

trait Source {
    fn get(&self) -> Pin<Box<dyn Future<Output = usize> + '_>>;
}

impl Source for Coin {
    /// As `async_trait` makes it.
    fn get(&self) -> Pin<Box<dyn Future<Output = usize> + '_>> {
        Box::pin(async move {
            if self.0 > 1 {
                panic!("in a box"); // async-boxed
            }
            1
        })
    }
}

#[inline(never)]
fn method(n: usize) -> usize {
    runtime().block_on(Coin(n).flip()) + 1
}

#[inline(never)]
fn boxed(n: usize) -> usize {
    let source: Box<dyn Source> = Box::new(Coin(n));
    runtime().block_on(source.get()) + 1
}

#[inline(never)]
fn joined(n: usize) -> usize {
    let both = runtime().block_on(async move { tokio::join!(fetch(n), fetch(1)) });
    both.0 + both.1
}

impl Future for Coin {
    type Output = usize;

    #[inline(never)]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<usize> {
        if self.0 > 1 {
            panic!("by hand"); // async-by-hand
        }
        Poll::Ready(1)
    }
}

#[inline(never)]
fn by_hand(n: usize) -> usize {
    runtime().block_on(Coin(n)) + 1
}

async fn sum(n: usize) -> usize {
    tokio::task::yield_now().await;
    (0..n).map(|m| if m > 3 { panic!("in a closure") } else { m }).sum() // async-iterator
}

#[inline(never)]
fn iterator(n: usize) -> usize {
    runtime().block_on(sum(n)) + 1
}

#[inline(never)]
fn blocking(n: usize) -> usize {
    let runtime = runtime();
    let task = runtime.spawn_blocking(move || {
        if n > 1 {
            panic!("where one may block"); // async-blocking
        }
    });
    runtime.block_on(task).map_or(1, |()| 0)
}
