//! Facts about a process, from `/proc`.

use super::process::Process;
use std::path::PathBuf;

pub(super) fn process(id: u32) -> Option<Process> {
    let stat = Stat::parse(&std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?)?;
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    let uptime = milliseconds(uptime.split_whitespace().next()?)?;
    let age = uptime.saturating_sub(stat.started);
    Some(Process {
        is_alive: stat.is_alive,
        started: crate::util::clock::millis().saturating_sub(age),
    })
}

/// The file that the process executes.
pub(super) fn executable(id: u32) -> Option<PathBuf> {
    std::fs::read_link(format!("/proc/{id}/exe")).ok()
}

struct Stat {
    is_alive: bool,
    /// In milliseconds since the machine was started.
    started: u64,
}

impl Stat {
    /// See `proc_pid_stat(5)`. The program's name may hold anything, but only numbers follow its
    /// last parenthesis.
    fn parse(stat: &str) -> Option<Self> {
        const EXITING: u64 = 4;
        const PER_SECOND: u64 = 100;
        let (_, fields) = stat.rsplit_once(')')?;
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let number = |field: usize| -> Option<u64> { fields.get(field)?.parse().ok() };
        let (state, flags, started) = (*fields.first()?, number(6)?, number(19)?);
        Some(Self {
            is_alive: !matches!(state, "Z" | "X") && flags & EXITING == 0,
            started: started.saturating_mul(1000 / PER_SECOND),
        })
    }
}

/// `12.34` in milliseconds.
fn milliseconds(seconds: &str) -> Option<u64> {
    let (whole, hundredths) = seconds.split_once('.')?;
    let whole: u64 = whole.parse().ok()?;
    let hundredths: u64 = hundredths.parse().ok()?;
    whole.checked_mul(1000)?.checked_add(hundredths.checked_mul(10)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_may_have_any_name() {
        let stat = "17 (a) Z (b) S 1 17 17 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 250 0 0";
        let stat = Stat::parse(stat).unwrap();
        assert_eq!((stat.is_alive, stat.started), (true, 2_500));
        assert!(Stat::parse("").is_none() && Stat::parse("17 (a) S").is_none());
        assert_eq!(milliseconds("12.34"), Some(12_340));
    }
}
