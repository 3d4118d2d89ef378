//! Names that are keywords later.

#[telemetry::main]
fn main() {
    let gen = evaluate(1); //~ keyword_idents_2024
    println!("{gen}");
}

#[telemetry::command]
fn evaluate(gen: u32) -> u32 { //~ keyword_idents_2024
    gen + 1 //~ keyword_idents_2024
}
