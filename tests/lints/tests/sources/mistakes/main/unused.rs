//! warning: a variable, a result and a mutability that are not used.

#[telemetry::main]
fn main() {
    let mut unused = 1;
    std::fs::remove_file("");
}
