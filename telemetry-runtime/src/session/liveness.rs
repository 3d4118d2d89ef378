//! Whether the process of a run whose journal has no end still exists, as another program or as a
//! forked child.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "macos")]
mod macos;
mod process;

#[cfg(target_os = "linux")]
use linux as system;
#[cfg(target_os = "macos")]
use macos as system;

/// Whether the run's process still exists. It became another program (`execv`), which released the
/// journal's lock.
pub(super) fn as_itself(process: u32, started: u64) -> bool {
    system::process(process).is_some_and(|process| process.is_of_run(started))
}

/// Whether a forked child of the run still exists and still is the same program.
pub(super) fn in_a_child(process: u32) -> bool {
    let is_same_program =
        || system::executable(process).is_some_and(|it| Some(it) == system::executable(std::process::id()));
    system::process(process).is_some_and(|process| process.is_alive) && is_same_program()
}

/// On other systems telemetry is always off, so that there is no run to ask about.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
mod system {
    pub(super) fn process(_: u32) -> Option<super::process::Process> {
        None
    }

    pub(super) fn executable(_: u32) -> Option<std::path::PathBuf> {
        None
    }
}

#[cfg(all(test, any(target_os = "linux", target_os = "macos")))]
mod tests {
    use super::process::Process;
    use super::*;

    #[test]
    fn this_process_is_alive_and_did_not_start_before_itself() {
        let this = std::process::id();
        assert!(as_itself(this, crate::util::clock::millis()));
        // The process of a run an hour ago was another one with the same id.
        assert!(!as_itself(this, crate::util::clock::millis() - 3_600_000));
        assert!(in_a_child(this));
        assert!(!as_itself(u32::MAX, crate::util::clock::millis()) && !in_a_child(u32::MAX));
    }

    #[test]
    fn a_process_of_another_program_is_no_forked_child() {
        let mut other = std::process::Command::new("sleep").arg("60").spawn().unwrap();
        // `spawn` returns when the child is the other program.
        assert!(as_itself(other.id(), crate::util::clock::millis()));
        assert!(!in_a_child(other.id()));
        other.kill().unwrap();
        other.wait().unwrap();
    }

    #[test]
    fn a_zombie_is_dead() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let is_alive = || system::process(child.id()).is_some_and(|process| process.is_alive);
        let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
        while is_alive() && std::time::Instant::now() < deadline {
            std::thread::yield_now();
        }
        assert!(!is_alive());
        child.wait().unwrap();
    }

    #[test]
    fn the_start_tells_a_process_from_another_with_its_id() {
        let of = |is_alive, started| Process { is_alive, started };
        assert!(of(true, 10_000).is_of_run(10_000) && of(true, 0).is_of_run(10_000));
        assert!(of(true, 12_000).is_of_run(10_000), "rounded");
        assert!(!of(true, 12_001).is_of_run(10_000));
        assert!(!of(false, 10_000).is_of_run(10_000));
        assert!(of(true, u64::MAX).is_of_run(u64::MAX));
    }
}
