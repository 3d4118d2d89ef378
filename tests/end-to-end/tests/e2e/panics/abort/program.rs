//! Panics, compiled with `panic = "abort"`: on the main thread, or with the argument `thread` on another.

#[telemetry::main(app = "e2e")]
fn main() {
    work();
}

#[telemetry::command]
fn work() {
    if std::env::args().nth(1).as_deref() == Some("thread") {
        let _ = std::thread::spawn(|| panic!("the worker gave up")).join();
    }
    panic!("the end of it");
}
