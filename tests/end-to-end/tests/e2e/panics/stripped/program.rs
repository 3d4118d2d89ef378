//! Panics below two commands: on the main thread, or with the argument `thread` on another.

#[telemetry::main(app = "e2e")]
fn main() {
    if std::env::args().nth(1).as_deref() == Some("thread") {
        let _ = std::thread::spawn(evaluate).join();
    } else {
        evaluate();
    }
}

#[telemetry::command]
fn evaluate() {
    trade::buy(std::env::args().count());
}

mod trade {
    #[telemetry::command("trade/buy")]
    pub(crate) fn buy(count: usize) {
        deeper(count);
    }

    #[inline(never)]
    fn deeper(count: usize) {
        assert!(count > 10, "no coins left");
    }
}
