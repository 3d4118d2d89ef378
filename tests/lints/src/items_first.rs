//! Functions that begin with what must stay first: inner docs, inner attributes, items.

#[telemetry::command]
#[must_use]
pub fn items() -> String {
    //! With inner docs, an import, a constant, a macro and a function.
    use std::fmt::Write;
    const ONE: u32 = 1;
    macro_rules! two {
        () => {
            ONE + 1
        };
    }
    const fn three() -> u32 {
        two!() + 1
    }
    let mut text = String::new();
    let _ = write!(text, "{}", three());
    text
}

/// With nothing but an item.
#[telemetry::command]
pub fn items_alone() {
    #[derive(Debug, Clone, Copy)]
    struct Empty;
    impl Drop for Held {
        fn drop(&mut self) {
            println!("{:?}", self.0);
        }
    }
    struct Held(Empty);
    drop(Held(Empty));
}

/// With an attribute on the first statement.
#[telemetry::command]
#[must_use]
pub fn attribute_on_statement() -> u32 {
    #[cfg(test)]
    let number = 1;
    #[cfg(not(test))]
    let number = 2;
    number
}

/// With a function that is a command too.
#[telemetry::command]
#[must_use]
pub fn command_in_command() -> u32 {
    #[telemetry::command]
    fn inner() -> u32 {
        telemetry::check_in!("items-first/inner");
        1
    }
    inner()
}
