//! Functions that a macro of the program writes.
// events: ["Start evaluate", "Start report/daily", "Start test-drive"]
#![deny(warnings)]

macro_rules! commands {
    ($($vis:vis fn $name:ident($($argument:pat => $of:ty),*) -> $type:ty $body:block as $command:literal)*) => {
        $(
            #[telemetry::command($command)]
            $vis fn $name($($argument: $of),*) -> $type $body
        )*
    };
}

macro_rules! named_after_itself {
    ($function:item) => {
        #[telemetry::command]
        $function
    };
}

commands! {
    fn evaluate((a, b) => (u8, u8)) -> u8 { a + b } as "evaluate"
    pub(crate) fn report() -> Vec<u8> { vec![2] } as "report/daily"
}

named_after_itself! {
    fn test_drive<T>(value: T) -> T {
        value
    }
}

#[telemetry::main(app = "e2e")]
fn main() {
    assert_eq!((evaluate((1, 2)), report()), (3, vec![2]));
    assert_eq!(test_drive("x"), "x");
}
