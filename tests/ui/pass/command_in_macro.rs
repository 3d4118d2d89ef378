//! Functions that a macro of the program writes.
#![deny(warnings)]

macro_rules! commands {
    ($($vis:vis fn $name:ident() -> $type:ty $body:block as $command:literal)*) => {
        $(
            #[telemetry::command($command)]
            $vis fn $name() -> $type $body
        )*
    };
}

commands! {
    fn evaluate() -> u8 { 1 } as "evaluate"
    pub(crate) fn report() -> Vec<u8> { vec![2] } as "report"
}

fn main() {
    assert_eq!((evaluate(), report()), (1, vec![2]));
}
