//! A program of several files. This comment is in it only if the build embeds its sources.

mod trade;

#[telemetry::main(app = "e2e", source_context)]
fn main() {
    let way = std::env::args().nth(1).unwrap_or_default();
    if way == "thread" {
        let _ = std::thread::spawn(|| evaluate("own")).join();
    } else {
        evaluate(&way);
    }
}

#[telemetry::command]
fn evaluate(way: &str) {
    match way {
        "own" => trade::buy(way.len()),
        "library" => snatch::pay(way.len()),
        _ => prices::trade::sell(way.len()),
    }
}
