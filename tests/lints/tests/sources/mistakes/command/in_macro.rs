//! error[E0308]: a mistake in a function that a macro writes.

macro_rules! command {
    ($name:ident, $body:block) => {
        #[telemetry::command]
        fn $name() -> u8 $body
    };
}

command!(evaluate, { "text" });

fn main() {
    println!("{}", evaluate());
}
