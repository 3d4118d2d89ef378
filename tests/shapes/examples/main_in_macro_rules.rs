//! A macro of the program writes `main`.
// events: ["Start evaluate"]
#![deny(warnings)]

macro_rules! program {
    ($app:literal, $output:ty, $body:block) => {
        #[telemetry::main(app = $app)]
        fn main() -> $output $body
    };
}

program!("e2e", Result<(), std::num::ParseIntError>, {
    assert_eq!(evaluate("7")?, 7);
    Ok(())
});

#[telemetry::command]
fn evaluate(text: &str) -> Result<u8, std::num::ParseIntError> {
    text.parse()
}
