//! A program of which so many have users that it listens to half of them.

#[telemetry::main(app = "e2e", sample = 0.5)]
fn main() {
    if std::env::args().any(|argument| argument == "status") {
        println!("{}", telemetry::status());
    }
}
