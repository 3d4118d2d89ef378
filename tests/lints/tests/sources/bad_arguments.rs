//! Arguments that the macros refuse, each with the code of the editor's message behind it.

#[telemetry::main(relase = "x")] //~ macro-error
fn main() {
    evaluate();
    telemetry::check_in!("Watching"); //~ macro-error
}

#[telemetry::command("Evaluate")] //~ macro-error
fn evaluate() {}
