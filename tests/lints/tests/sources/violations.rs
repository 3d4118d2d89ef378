//! Violations of what this package denies, each in an annotated function, and with the lint that must say so behind it.

use std::collections::BTreeMap; //~ unused_imports
use std::fmt;

#[telemetry::main]
fn main() {
    let unused_variable = 1; //~ unused_variables
    let mut unchanged = 2; //~ unused_mut
    Unsnaked("x"); //~ unused_must_use
    let _ = Noisy; //~ let_underscore_drop
    asynchronous(); //~ unused_must_use
    underscored(unchanged); //~ unused_results
    violations::undocumented();
}

#[telemetry::command]
fn unused_function() {} //~ dead_code

/// Lints that speak of who can see what.
pub mod violations {
    #[telemetry::command]
    pub fn undocumented() {} //~ missing_docs

    mod hidden {
        #[telemetry::command]
        pub fn unreachable() {} //~ unreachable_pub dead_code
    }
}

#[telemetry::command]
fn Unsnaked<'a>(text: &'a str) -> fmt::Result { //~ non_snake_case single_use_lifetimes clippy::needless_lifetimes clippy::unnecessary_wraps
    print!("{text}\n"); //~ clippy::print_with_newline
    return Ok(()); //~ clippy::needless_return
}

struct Noisy;

impl Drop for Noisy {
    #[telemetry::command]
    fn drop(&mut self) {
        casts(branches(Some(3))) //~ clippy::semicolon_if_nothing_returned
    }
}

#[telemetry::command]
fn branches(number: Option<u32>) -> u32 {
    println!("first");
    const LATE: u32 = 1; //~ clippy::items_after_statements
    if let Some(number) = number { number + LATE } else { 7 } //~ clippy::option_if_let_else
}

#[telemetry::command]
async fn asynchronous() { //~ clippy::unused_async
    println!("no waiting");
}

#[telemetry::command]
fn casts(number: u32) {
    let size = number as u32; //~ trivial_numeric_casts clippy::unnecessary_cast
    let größe = unsafe { char::from_u32_unchecked(size) }; //~ non_ascii_idents unsafe_code
    let shown: std::fmt::Result = Ok(()); //~ unused_qualifications
    println!("{größe}{shown:?}");
}

#[telemetry::command]
fn underscored(_command: u32) -> u32 {
    _command + 1 //~ clippy::used_underscore_binding
}
