//! The end of a run.

use super::record::Run;
use crate::delivery::foreground;
use crate::delivery::launcher::Trigger;
use crate::model::program::Delivery;
use crate::registry::command::LIVE;
use crate::session::recover;
use crate::storage::journal::entry::{End, Entry};
use crate::storage::journal::hook_journal;
use crate::storage::journal::run_journal::Recorded;
use crate::util::clock;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

impl Run {
    /// Ends the run. Only the first call counts.
    pub(crate) fn finish(&self, end: End) {
        if self.flags.ended.swap(true, Ordering::Relaxed) {
            return;
        }
        LIVE.store(false, Ordering::Relaxed);
        let mark = Entry::End(end, clock::millis());
        if self.file().is_none() {
            self.confirm_start();
        }
        // With `collect: crashes`, a run without a crash has nothing to report.
        let is_silent = !self.preview
            && self.user.is_none()
            && end == End::Exited
            && self.flags.journaled.load(Ordering::Relaxed) == 0
            && !hook_journal::has_forked();
        if is_silent {
            self.release();
            self.remove_file();
        } else {
            self.journal(&mark);
            self.save_drop_counts();
            self.release();
        }
        match self.delivery {
            _ if self.preview => self.preview_session(mark),
            Delivery::Background => self.launch(Trigger::push(end == End::Crashed)),
            Delivery::Inline => foreground::inline(self.app, &self.paths),
        }
    }

    /// Releases the run journal, so that an uploader can report it.
    fn release(&self) {
        hook_journal::release();
        drop(self.file().take());
    }

    /// Ends the run without a trace: the user withdrew consent while the program ran.
    pub(crate) fn withdraw(&self) {
        self.flags.ended.store(true, Ordering::Relaxed);
        LIVE.store(false, Ordering::Relaxed);
        drop(self.take_pending_start());
        self.release();
        if !self.preview {
            self.remove_file();
        }
    }

    fn remove_file(&self) {
        let _ = std::fs::remove_file(self.file_path());
    }

    pub(crate) fn file_path(&self) -> PathBuf {
        self.paths.runs().join(self.record.sid.simple().to_string())
    }

    fn preview_session(&self, mark: Entry) {
        let ended = Recorded {
            path: PathBuf::new(),
            record: self.record.clone(),
            entries: vec![mark],
            last_life: clock::millis(),
        };
        for (_, envelope) in recover::envelopes(self.app, &ended) {
            // A preview prints, and an error in printing changes nothing.
            let _ = self.outbox.push(&envelope);
        }
    }
}
