//! Delivery that the program waits for: `flush`, and an exit with `delivery = "inline"`.

use super::http::Client;
use super::lock::UploaderLock;
use super::response::Verdict;
use super::state::Backoff;
use super::transport::{self, Done};
use super::uploader::Uploader;
use crate::model::app::App;
use crate::model::dsn::Dsn;
use crate::storage::outbox::envelope::{Envelope, Queued};
use crate::storage::paths::Paths;
use crate::util::timeout::Latch;
use std::io;
use std::time::{Duration, Instant};

/// How long an inline end may take.
const INLINE: Duration = Duration::from_millis(500);
/// How long a user waits for the answer to a single question.
const AT_ONCE: Duration = Duration::from_secs(10);
/// By then an answer must have come. The rest is for writing down that it did not, so that the next
/// end does not wait for the same server.
const ANSWER: Duration = Duration::from_millis(400);

/// Sends what is queued, in the foreground.
///
/// # Errors
/// `WouldBlock` where an uploader was at work all the time; else what the system says of the lock.
pub(crate) fn flush(app: &App, paths: &Paths, within: Duration) -> io::Result<Done> {
    deliver(app, paths, within, Backoff::Ignore)
}

fn deliver(app: &App, paths: &Paths, within: Duration, backoff: Backoff) -> io::Result<Done> {
    let deadline = Instant::now() + within;
    let lock = UploaderLock::acquire_within(&paths.lock(), within)?;
    let mut uploader = Uploader::new(app, paths, deadline, backoff);
    uploader.drain();
    lock.release();
    if uploader.has_more()
        && let Some(lock) = UploaderLock::try_acquire(&paths.lock())?
    {
        uploader.drain();
        lock.release();
    }
    Ok(uploader.into_done())
}

/// The same at the end of a run whose leftovers would be killed. What is not done in time stays in
/// the outbox.
pub(crate) fn inline(app: &'static App, paths: &Paths) {
    let paths = paths.clone();
    let done = Latch::default();
    let latch = done.clone();
    // A thread of its own, because neither names nor connections are looked up within a time that
    // could be relied on.
    let thread = std::thread::Builder::new().spawn(move || {
        // An error stays without a report; the envelopes stay queued.
        let _ = deliver(app, &paths, ANSWER, Backoff::Obey);
        done.open();
    });
    if thread.is_ok() {
        latch.wait(INLINE);
    }
}

/// Sends one envelope without the outbox: the user waits for the answer.
///
/// # Errors
/// What the network or the server said against it.
pub(crate) fn send_at_once(dsn: &Dsn, envelope: &Envelope) -> Result<(), String> {
    let bytes = Queued::parse(&envelope.to_bytes()).map(|queued| queued.to_wire());
    match Client::new().post(dsn, &bytes.unwrap_or_default(), AT_ONCE)? {
        (Verdict::Sent, _) => Ok(()),
        (verdict, _) => Err(transport::describe(verdict)),
    }
}
