//! A program while it runs.

use crate::PATIENCE;
use crate::finished::Finished;
use crate::home::Home;
#[cfg(unix)]
use rustix::process::{Pid, Signal, kill_process};
use std::io::{Read, Write};
#[cfg(unix)]
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// A program that was started. Dropped, it is killed.
#[derive(Debug)]
pub struct Running<'a> {
    child: Child,
    stdout: Stream,
    stderr: Stream,
    started: Instant,
    /// How far the standard output was looked at.
    seen: usize,
    home: &'a Home,
}

/// The output of a program so far, read as it comes so that the program never waits for the test.
#[derive(Debug)]
struct Stream {
    text: Arc<(Mutex<Vec<u8>>, Condvar)>,
    reader: Option<JoinHandle<()>>,
}

impl<'a> Running<'a> {
    pub(crate) fn start(mut command: Command, home: &'a Home) -> Self {
        let started = Instant::now();
        let mut child =
            spawn(&mut command).unwrap_or_else(|error| panic!("{}: {error}", command.get_program().display()));
        home.started(&child);
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        Self {
            child,
            stdout: Stream::read(stdout),
            stderr: Stream::read(stderr),
            started,
            seen: 0,
            home,
        }
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Waits until the program is at its next `pause`.
    ///
    /// # Panics
    /// If it does not come there.
    pub fn wait_for_pause(&mut self) {
        self.wait_for_line("paused");
    }

    /// Waits until the program has printed this line on its standard output, after the last one
    /// that was waited for.
    ///
    /// # Panics
    /// If it does not within a minute.
    pub fn wait_for_line(&mut self, line: &str) {
        let (text, grown) = &*self.stdout.text;
        let line = format!("{line}\n");
        let find = |text: &[u8]| {
            let new = &text[self.seen..];
            let lines = new.split_inclusive(|byte| *byte == b'\n');
            let mut end = 0;
            lines.into_iter().find_map(|found| {
                end += found.len();
                (found == line.as_bytes()).then_some(end)
            })
        };
        let waited = grown.wait_timeout_while(text.lock().expect("a reader"), PATIENCE, |text| find(text).is_none());
        let (text, _) = waited.expect("a reader");
        let Some(end) = find(&text) else {
            panic!("no line {line:?} in {:?}", String::from_utf8_lossy(&text));
        };
        self.seen += end;
    }

    /// Lets the program continue after a `pause`.
    ///
    /// # Panics
    /// If it is gone.
    pub fn go_on(&mut self) {
        let stdin = self.child.stdin.as_mut().expect("a standard input");
        stdin.write_all(b"go on\n").expect("a program that reads on");
    }

    /// Ends it as the system does that is short of memory, or `kill -9` and `taskkill /F`.
    ///
    /// # Panics
    /// If it is gone.
    pub fn kill(&mut self) {
        self.child.kill().expect("a process that lives");
    }

    /// Sends it a signal.
    ///
    /// # Panics
    /// If it is gone.
    #[cfg(unix)]
    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).expect("a process that lives");
    }

    /// Waits for its end.
    ///
    /// # Panics
    /// If it does not end within a minute.
    pub fn finish(mut self) -> Finished {
        drop(self.child.stdin.take());
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("our own child") {
                break status;
            }
            assert!(self.started.elapsed() < PATIENCE, "it does not end: {self:?}");
            thread::sleep(Duration::from_millis(1));
        };
        let took = self.started.elapsed();
        self.home.ended(&self.child);
        Finished {
            stdout: self.stdout.whole(),
            stderr: self.stderr.whole(),
            code: status.code(),
            #[cfg(unix)]
            signal: status.signal(),
            #[cfg(not(unix))]
            signal: None,
            took,
        }
    }
}

/// Of some thousand processes, Wine ends one before it runs (`ERROR_INTERNAL_ERROR`).
fn spawn(command: &mut Command) -> std::io::Result<Child> {
    const INTERNAL_ERROR: i32 = 1359;
    match command.spawn() {
        Err(error) if cfg!(windows) && error.raw_os_error() == Some(INTERNAL_ERROR) => command.spawn(),
        spawned => spawned,
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        // After `finish` it is gone already, and both say so.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.home.ended(&self.child);
    }
}

impl Stream {
    fn read(stream: Option<impl Read + Send + 'static>) -> Self {
        let text = Arc::<(Mutex<Vec<u8>>, Condvar)>::default();
        let reader = stream.map(|mut stream| {
            let text = Arc::clone(&text);
            thread::spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(length @ 1..) = stream.read(&mut buffer) {
                    text.0
                        .lock()
                        .expect("no panic here")
                        .extend_from_slice(&buffer[..length]);
                    text.1.notify_all();
                }
            })
        });
        Self { text, reader }
    }

    /// All of it. That this ends shows that nobody else, no uploader, holds the stream open.
    fn whole(&mut self) -> String {
        if let Some(reader) = self.reader.take() {
            reader.join().expect("no panic there");
        }
        String::from_utf8_lossy(&self.text.0.lock().expect("no panic there")).into_owned()
    }
}
