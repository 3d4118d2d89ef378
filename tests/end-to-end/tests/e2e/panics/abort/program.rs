//! Panics, compiled with `panic = "abort"`: on the main thread, or with the argument `thread` on another, or with a panic hook of its own that it
//! sets in its only command: `exiting-hook`, `own-hook`.

#[telemetry::main(app = "e2e")]
fn main() {
    work();
}

#[telemetry::command]
fn work() {
    match std::env::args().nth(1).as_deref() {
        Some("thread") => {
            let _ = std::thread::spawn(|| panic!("the worker gave up")).join();
        }
        Some("exiting-hook") => std::panic::set_hook(Box::new(|_| std::process::exit(13))),
        Some("own-hook") => std::panic::set_hook(Box::new(|_| eprintln!("something went wrong"))),
        _ => {}
    }
    panic!("the end of it");
}
