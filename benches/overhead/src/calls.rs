//! The time of a command, measured within the process.

use crate::programs::{Kind, Programs};
use crate::times::{Telemetry, Users};
use harness::{Homes, Network, Result, Server};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

pub(crate) fn table(homes: &mut Homes, programs: &Programs) -> Result<String> {
    eprintln!("Calling commands …");
    let users = Users::new(homes, programs)?;
    let server = Server::start(Network::Answers(Duration::ZERO))?;
    let mut ask = |program: &Path, telemetry: Telemetry, what: &str| -> Result<f64> {
        let home = users.home(homes, telemetry)?;
        let mut command = home.command(program);
        command.arg(what).env("WORKING_TELEMETRY_DSN", server.dsn());
        let output = command.stdout(Stdio::piped()).output()?;
        home.leave();
        Ok(String::from_utf8(output.stdout)?.trim().parse()?)
    };
    let (bare, ours) = (programs.of(Kind::Bare), programs.of(Kind::Ours));
    let call = ask(bare, Telemetry::None, "calls")?;
    let off = ask(ours, Telemetry::Off, "calls")? - call;
    let on = ask(ours, Telemetry::On, "calls")? - call;
    let first = ask(ours, Telemetry::On, "entries")? / 1000.0;
    Ok(format!(
        "| a command | on top of the call itself |\n|---|--:|\n\
         | while telemetry is off | {off:.1} ns |\n\
         | while it is on, entered again | {on:.1} ns |\n\
         | while it is on, entered for the first time | {first:.0} µs |\n"
    ))
}
