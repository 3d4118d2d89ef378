//! The run journal: a file that is created and locked at the start, and holds all that another
//! process needs to report the run.
//!
//! The first line is the record, in JSON. Each further line is an entry.

#[cfg(any(test, fuzzing))]
pub(crate) mod laws;

use super::entry::Entry;
use super::run_lock::{self, RunLock};
use crate::model::run_record::{self, Record};
use crate::util::clock;
use crate::util::files;
use crate::util::json::object;
use crate::util::own_file::OwnFile;
use serde_json::Value;
use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// A run journal is some hundred bytes; entries are bounded by what writes them. A panic that its
/// program's own hook is busy with is some kilobytes, and a run has at most ten.
const LARGEST: u64 = 1024 * 1024;

/// The file of the run that this process is.
#[derive(Debug)]
pub(crate) struct RunJournal {
    path: PathBuf,
    lock: RunLock,
    /// The last line may lack its end, and what follows it must not be taken for a part of it.
    torn: AtomicBool,
}

impl RunJournal {
    /// Makes the file, unless there are very many: nobody has collected them for a long time, or
    /// ever, as in a program without a server.
    pub(crate) fn create_if_there_is_room(
        directory: &Path,
        record: &Record,
        start: Option<&Entry>,
    ) -> io::Result<Self> {
        if !files::has_room(directory) {
            return Err(files::overfull("more than 1,000 runs wait"));
        }
        Self::create(directory, record, start)
    }

    fn create(directory: &Path, record: &Record, start: Option<&Entry>) -> io::Result<Self> {
        let path = directory.join(record.sid.simple().to_string());
        let beginning = format!("{}\n{}", record.to_json(), start.map_or_else(String::new, Entry::line));
        Ok(Self {
            lock: RunLock::create(&path, beginning.as_bytes())?,
            path,
            torn: AtomicBool::new(false),
        })
    }

    /// Appends an entry.
    pub(crate) fn append(&self, entry: &Entry) -> io::Result<()> {
        let mut line = entry.line();
        if self.torn.load(Ordering::Relaxed) {
            line.insert(0, '\n');
        }
        let written = self.open().and_then(|file| files::write_all(&file, line.as_bytes()));
        self.torn.store(written.is_err(), Ordering::Relaxed);
        written
    }

    /// Shows that the run is alive.
    pub(crate) fn touch(&self) -> io::Result<()> {
        self.open()?.get()?.set_modified(std::time::SystemTime::now())
    }

    /// Opens the file anew each time: see `run_lock.rs`.
    fn open(&self) -> io::Result<OwnFile> {
        let file = files::open(&self.path, OpenOptions::new().append(true))?;
        if file.identity()? == self.lock.identity() {
            self.lock.renew(&file);
            Ok(file)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    /// What handlers need, which cannot call this.
    pub(crate) fn lock(&self) -> &RunLock {
        &self.lock
    }
}

/// What a run journal says.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) path: PathBuf,
    pub(crate) record: Record,
    pub(crate) entries: Vec<Entry>,
    /// When the file was last written, in milliseconds since 1970: the run's last sign of life.
    pub(crate) last_life: u64,
}

impl Recorded {
    /// Notes something that the run itself does not know.
    pub(crate) fn add(&self, entry: &Entry) -> io::Result<()> {
        let file = files::open(&self.path, OpenOptions::new().append(true))?;
        if let Err(error) = files::write_all(&file, entry.line().as_bytes()) {
            // What the run itself writes next must not be taken for a part of it.
            let _ = files::write_all(&file, b"\n");
            return Err(error);
        }
        // That was no sign of life.
        file.get()?.set_modified(clock::from_millis(self.last_life))
    }
}

/// What a file among the runs turned out to be.
#[derive(Debug)]
pub(crate) enum Found {
    /// Its process lives.
    Alive(Option<Recorded>),
    /// A later release wrote it, and its process is gone.
    Newer(PathBuf),
    Dead(Recorded),
    /// It was emptied while its run went on, which is over now.
    Emptied(PathBuf),
    /// No run journal at all.
    Foreign(PathBuf),
    /// It cannot be read at the moment, which says nothing of what it is.
    Unreadable(PathBuf),
}

/// Looks at one file of the directory of runs.
pub(crate) fn look(path: PathBuf) -> Found {
    let file = match files::open(&path, OpenOptions::new().read(true)) {
        Ok(file) => file,
        Err(error) if files::is_none_of_ours(&error) => return Found::Foreign(path),
        Err(_) => return Found::Unreadable(path),
    };
    let is_alive = run_lock::is_held(&path, &file);
    let bytes = match files::read_from(&file, LARGEST) {
        Ok(bytes) => bytes,
        Err(_) if is_alive => return Found::Alive(None),
        Err(error) if files::is_none_of_ours(&error) => return Found::Foreign(path),
        Err(_) => return Found::Unreadable(path),
    };
    let written = file
        .get()
        .and_then(File::metadata)
        .and_then(|metadata| metadata.modified());
    match parse(&bytes) {
        Parsed::Run(record, entries) => {
            let last_life = written.map_or(record.started, clock::since_epoch).max(record.started);
            let recorded = Recorded {
                path,
                record,
                entries,
                last_life,
            };
            if is_alive {
                Found::Alive(Some(recorded))
            } else {
                Found::Dead(recorded)
            }
        }
        _ if is_alive => Found::Alive(None),
        Parsed::Newer => Found::Newer(path),
        Parsed::Emptied => Found::Emptied(path),
        Parsed::Foreign => Found::Foreign(path),
    }
}

enum Parsed {
    Run(Record, Vec<Entry>),
    Newer,
    Emptied,
    Foreign,
}

fn parse(bytes: &[u8]) -> Parsed {
    let text = String::from_utf8_lossy(bytes);
    // A line that lacks its end was torn: half of `end exited 1764000000000` is another time, half
    // of `forked 4711` another process.
    let end = text.rfind('\n').map_or(0, |end| end.saturating_add(1));
    let mut lines = text.get(..end).unwrap_or_default().lines();
    let first = lines.next().unwrap_or_default();
    if bytes.is_empty() || Entry::parse(first).is_some() {
        return Parsed::Emptied;
    }
    let Some(first) = object(first.as_bytes()) else {
        return Parsed::Foreign;
    };
    match first.get("format").and_then(Value::as_u64) {
        Some(format) if format > u64::from(run_record::FORMAT) => return Parsed::Newer,
        Some(format) if format == u64::from(run_record::FORMAT) => {}
        _ => return Parsed::Foreign,
    }
    Record::from_json(&first).map_or(Parsed::Foreign, |record| {
        Parsed::Run(record, lines.filter_map(Entry::parse).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::super::entry::End;
    use super::*;
    use crate::model::signal::Signal;
    use crate::util::random;
    use std::fs;
    use std::io::Write;

    fn record() -> Record {
        Record {
            sid: random::uuid().unwrap(),
            ..Record::example()
        }
    }

    #[test]
    fn a_living_run_is_left_alone_and_a_dead_one_is_read() {
        let scratch = tempfile::tempdir().unwrap();
        let record = record();
        let run = RunJournal::create(scratch.path(), &record, None).unwrap();
        let entries = [Entry::Error, Entry::Signal(Signal::Term), Entry::End(End::Crashed, 17)];
        for entry in &entries {
            run.append(entry).unwrap();
        }
        let path = scratch.path().join(record.sid.simple().to_string());
        assert_eq!(files::names(scratch.path()).len(), 1, "nothing else is left lying");
        let Found::Alive(Some(alive)) = look(path.clone()) else {
            panic!("the run is alive")
        };
        assert_eq!((&alive.record, alive.entries.as_slice()), (&record, entries.as_slice()));
        drop(run);
        let Found::Dead(dead) = look(path) else {
            panic!("the run is dead")
        };
        assert_eq!((dead.record, dead.entries.as_slice()), (record, entries.as_slice()));
    }

    #[test]
    fn a_torn_mark_tears_no_other() {
        let scratch = tempfile::tempdir().unwrap();
        let record = record();
        let run = RunJournal::create(scratch.path(), &record, None).unwrap();
        (&run.open().unwrap()).write_all(b"end exi").unwrap();
        run.torn.store(true, Ordering::Relaxed);
        run.append(&Entry::Error).unwrap();
        run.append(&Entry::End(End::Exited, 17)).unwrap();
        drop(run);
        let Found::Dead(dead) = look(scratch.path().join(record.sid.simple().to_string())) else {
            panic!("the run is dead")
        };
        assert_eq!(dead.entries, [Entry::Error, Entry::End(End::Exited, 17)]);
    }

    #[test]
    fn half_a_mark_is_no_other() {
        let entries = |lines: &str| match parse(format!("{}\n{lines}", record().to_json()).as_bytes()) {
            Parsed::Run(_, entries) => entries,
            Parsed::Newer | Parsed::Emptied | Parsed::Foreign => panic!("it is a run"),
        };
        for torn in [
            "end exited 17640",
            "forked 47",
            "queued 1",
            "command trade",
            "panicking",
        ] {
            assert_eq!(entries(&format!("error\n{torn}")), [Entry::Error], "{torn}");
            assert_eq!(entries(&format!("error\n{torn}\n")).len(), 2, "{torn}");
        }
    }

    #[test]
    fn what_is_no_run_or_no_longer_one_is_told_from_a_newer_one() {
        let scratch = tempfile::tempdir().unwrap();
        let path = scratch.path().join("x");
        for text in ["", "error\n", "error\nend exited 17\n"] {
            fs::write(&path, text).unwrap();
            assert!(matches!(look(path.clone()), Found::Emptied(_)), "{text}");
        }
        for text in [
            "{}",
            "nonsense",
            "nonsense\nerror\n",
            "{\"format\":1}",
            "{\"format\":0}",
        ] {
            fs::write(&path, text).unwrap();
            assert!(matches!(look(path.clone()), Found::Foreign(_)), "{text}");
        }
        fs::write(&path, "{\"format\":2,\"shape\":\"unknown\"}\n").unwrap();
        assert!(matches!(look(path), Found::Newer(_)));
    }
}
