//! Whether a run without an end has one all the same: its process goes on as something else.

/// Whether the process that made the run lives, now as another program (`execv`): the lock on the run's file was let go in between.
#[cfg(target_os = "linux")]
pub(super) fn as_itself(process: u32, started: u64) -> bool {
    // A process of that number that began later is another one. The system counts in hundredths of a second, and rounds.
    const ROUNDING: u64 = 2_000;
    let Some(stat) = Stat::of(process) else { return false };
    let uptime = std::fs::read_to_string("/proc/uptime").unwrap_or_default();
    let Some(uptime) = uptime.split_whitespace().next().and_then(milliseconds) else {
        return false;
    };
    let age = uptime.saturating_sub(stat.began);
    let age_of_run = crate::clock::millis().saturating_sub(started);
    stat.lives && age.saturating_add(ROUNDING) >= age_of_run
}

/// Whether a forked child of the run lives, as the program that it was.
#[cfg(target_os = "linux")]
pub(super) fn in_a_child(process: u32) -> bool {
    let program = std::fs::read_link(format!("/proc/{process}/exe"));
    let is_ours = program.is_ok_and(|program| std::fs::read_link("/proc/self/exe").is_ok_and(|ours| ours == program));
    is_ours && Stat::of(process).is_some_and(|stat| stat.lives)
}

/// What the kernel says of a process.
#[cfg(target_os = "linux")]
struct Stat {
    /// Not of one that is on its way out, or waits to be reaped.
    lives: bool,
    /// In milliseconds since the machine was started.
    began: u64,
}

#[cfg(target_os = "linux")]
impl Stat {
    fn of(process: u32) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
    }

    /// See `proc_pid_stat(5)`; the program's name may hold anything, but what follows its last parenthesis is numbers.
    fn parse(stat: &str) -> Option<Self> {
        const EXITING: u64 = 4;
        const PER_SECOND: u64 = 100;
        let (_, fields) = stat.rsplit_once(')')?;
        let fields: Vec<&str> = fields.split_whitespace().collect();
        let number = |field: usize| -> Option<u64> { fields.get(field)?.parse().ok() };
        let (state, flags, began) = (*fields.first()?, number(6)?, number(19)?);
        Some(Self {
            lives: !matches!(state, "Z" | "X") && flags & EXITING == 0,
            began: began.saturating_mul(1000 / PER_SECOND),
        })
    }
}

/// `12.34` in milliseconds.
#[cfg(target_os = "linux")]
fn milliseconds(seconds: &str) -> Option<u64> {
    let (whole, hundredths) = seconds.split_once('.')?;
    let whole: u64 = whole.parse().ok()?;
    let hundredths: u64 = hundredths.parse().ok()?;
    whole.checked_mul(1000)?.checked_add(hundredths.checked_mul(10)?)
}

/// Elsewhere nobody tells more than that there is such a process.
#[cfg(not(target_os = "linux"))]
pub(super) fn as_itself(process: u32, _started: u64) -> bool {
    in_a_child(process)
}

/// See above.
#[cfg(not(target_os = "linux"))]
#[expect(unsafe_code, reason = "std asks after its own children only")]
pub(super) fn in_a_child(process: u32) -> bool {
    // SAFETY: signal 0 is none; it only asks.
    i32::try_from(process).is_ok_and(|process| process > 0 && unsafe { libc::kill(process, 0) } == 0)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn this_process_lives_and_is_no_older_than_it_is() {
        let this = std::process::id();
        assert!(as_itself(this, crate::clock::millis()));
        // A run of an hour ago was another process, of which this one has the number.
        assert!(!as_itself(this, crate::clock::millis() - 3_600_000));
        assert!(in_a_child(this));
        assert!(!as_itself(u32::MAX, crate::clock::millis()) && !in_a_child(u32::MAX));
    }

    #[test]
    fn what_waits_to_be_reaped_is_dead() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let died = || Stat::of(child.id()).is_some_and(|stat| !stat.lives);
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while !died() && std::time::Instant::now() < deadline {
            std::thread::yield_now();
        }
        assert!(died());
        child.wait().unwrap();
    }

    #[test]
    fn a_program_may_have_any_name() {
        let stat = "17 (a) Z (b) S 1 17 17 0 -1 4194304 0 0 0 0 0 0 0 0 20 0 1 0 250 0 0";
        let stat = Stat::parse(stat).unwrap();
        assert_eq!((stat.lives, stat.began), (true, 2_500));
        assert!(Stat::parse("").is_none() && Stat::parse("17 (a) S").is_none());
        assert_eq!(milliseconds("12.34"), Some(12_340));
    }
}
