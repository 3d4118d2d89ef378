//! Traits of the program have methods that are called as those that the expansion of `main` calls: for its own error, and for every type.
// events: []
// failure: {"code": 1, "stderr": "Error: Error\n", "session": "exited 1"}
#![deny(warnings)]

trait TagValues {
    fn outcome(&self) -> u8;
}

impl<T> TagValues for T {
    fn outcome(&self) -> u8 {
        1
    }
}

trait Described {
    fn chain(&self) -> u8;
    fn app() -> u8;
}

impl<T> Described for Result<T, Error> {
    fn chain(&self) -> u8 {
        2
    }

    fn app() -> u8 {
        3
    }
}

#[derive(Debug)]
struct Error;

#[telemetry::main(app = "e2e")]
fn main() -> Result<(), Error> {
    assert_eq!((Error.outcome(), Err::<(), _>(Error).chain()), (1, 2));
    assert_eq!(Result::<(), Error>::app(), 3);
    if std::env::args().count() > 1 {
        return Err(Error);
    }
    Ok(())
}
