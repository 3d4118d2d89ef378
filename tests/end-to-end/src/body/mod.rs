//! What the programs under test do: their arguments are actions, done one after the other.
//! Annotated programs and their bare twins share all of it.
//!
//! An action is a name, or `name=value`. A command takes an action as its value and does it inside:
//! `evaluate=exit=3`.

mod actions;
mod endings;
mod failure;
mod panics;

pub(crate) use failure::Failure;

/// Does something with the value; empty if there was none.
pub(crate) type Action = fn(&str) -> Result<(), Failure>;

/// Does what the arguments say, up to the first error. `own` are the actions that only the program
/// itself has.
pub(crate) fn run(own: &[(&str, Action)]) -> Result<(), Failure> {
    for argument in std::env::args().skip(1) {
        act(&argument, own)?;
    }
    Ok(())
}

/// The inside of a command.
pub(crate) fn command(name: &str, value: &str) -> Result<(), Failure> {
    println!("{name} begins");
    if !value.is_empty() {
        act(value, &[])?;
    }
    println!("{name} ends");
    Ok(())
}

fn act(argument: &str, own: &[(&str, Action)]) -> Result<(), Failure> {
    let (name, value) = argument.split_once('=').unwrap_or((argument, ""));
    let mut known = [own, actions::ACTIONS, endings::ACTIONS, panics::ACTIONS]
        .into_iter()
        .flatten();
    let (_, action) = known
        .find(|(known, _)| *known == name)
        .unwrap_or_else(|| panic!("no such action: {name}"));
    action(value)
}
