//! Runs one program to its end.

use crate::Result;
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// No program may take longer.
pub const LONGEST: Duration = Duration::from_secs(30);

/// From the start of the process to its end. A process that takes longer than [`LONGEST`] is
/// killed.
///
/// # Errors
/// If it cannot be started.
pub fn time(command: &mut Command) -> Result<Duration> {
    let (tell, told) = mpsc::channel::<u32>();
    // Started before the clock, and asleep while the program runs.
    let watchdog = thread::spawn(move || {
        let Ok(id) = told.recv() else { return };
        if told.recv_timeout(LONGEST) == Err(mpsc::RecvTimeoutError::Timeout) {
            let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
        }
    });
    let start = Instant::now();
    let mut child = command.spawn()?;
    tell.send(child.id())?;
    child.wait()?;
    let time = start.elapsed();
    drop(tell);
    let _ = watchdog.join();
    Ok(time)
}
