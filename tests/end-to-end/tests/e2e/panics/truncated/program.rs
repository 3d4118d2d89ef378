//! Catches two panics. In between it truncates its own debug information.

mod other {
    #[inline(never)]
    pub fn second(arguments: usize) {
        assert!(arguments == 0, "the second");
    }
}

#[inline(never)]
fn first(arguments: usize) {
    assert!(arguments == 0, "the first");
}

#[telemetry::main(app = "e2e")]
fn main() {
    let arguments = std::env::args().count();
    let _ = std::panic::catch_unwind(|| first(arguments));
    let debug = std::env::current_exe().expect("a path").with_extension("dwp");
    std::fs::File::create(debug).expect("a file");
    println!("it is gone");
    let _ = std::panic::catch_unwind(|| other::second(arguments));
    println!("survived");
}
