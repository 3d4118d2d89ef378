//! error[E0597]: the last expression borrows until the function's end.

use std::cell::RefCell;

fn main() {
    evaluate();
}

#[telemetry::command]
fn evaluate() -> usize {
    let kept;
    {
        let cell = RefCell::new(String::new());
        kept = cell.borrow();
    }
    kept.len()
}
