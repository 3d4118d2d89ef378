//! A function that returns `impl Trait`: what it returns may outlive the call.
// events: ["Start odd", "Start adder", "Start later"]
#![deny(warnings)]

#[telemetry::main(app = "e2e")]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    assert_eq!(odd(&[1, 2, 3]).count(), 2);
    assert_eq!(adder(1)(2), 3);
    assert_eq!(later(4).await, 5);
}

#[telemetry::command]
fn odd(all: &[u8]) -> impl Iterator<Item = &u8> + use<'_> {
    all.iter().filter(|x| *x % 2 == 1)
}

#[telemetry::command]
fn adder(x: u8) -> impl Fn(u8) -> u8 {
    move |y| x + y
}

#[telemetry::command]
fn later(x: u8) -> impl Future<Output = u8> {
    let next = x + 1;
    async move { next }
}
