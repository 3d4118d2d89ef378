//! Errors of each type.

use crate::{capture, handed_on};
use std::error::Error;
use std::io;
use std::sync::Arc;

pub(super) const CAPTURES: &[(&str, fn())] = &[
    ("io", || {
        capture!(&io());
    }),
    ("reference", || {
        capture!(&&io());
    }),
    ("dynamic", || {
        let error = io();
        let error: &dyn Error = &error;
        capture!(error);
    }),
    ("boxed", || {
        capture!(&boxed());
    }),
    ("boxed-reference", || {
        if let Err(error) = &Err::<(), _>(boxed()) {
            capture!(&error);
        }
    }),
    ("boxed-inside", || {
        capture!(&*boxed());
    }),
    ("boxed-send", || {
        let error: Box<dyn Error + Send> = Box::new(io());
        capture!(&error);
    }),
    ("boxed-send-sync", || {
        let error: Box<dyn Error + Send + Sync> = io().into();
        capture!(&error);
    }),
    ("anyhow", || {
        let error = anyhow::Error::new(io());
        capture!(&error.context("cannot read day 17").context("cannot evaluate"));
    }),
    ("eyre", || {
        capture!(&eyre::Report::new(io()).wrap_err("cannot evaluate"));
    }),
    ("shared", || {
        let error: Arc<dyn Error + Send + Sync> = Arc::new(io());
        capture!(&error);
    }),
    ("parameter", || of_parameter(&io())),
    ("handed-on", || {
        let error: Result<(), io::Error> = Err(io());
        let _ = error.inspect_err(handed_on!());
    }),
    ("pointed-to", || {
        let function: fn(&io::Error) = handed_on!();
        function(&io());
    }),
];

fn io() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "no prices")
}

fn boxed() -> Box<dyn Error> {
    io().into()
}

fn of_parameter<E: Error>(error: &E) {
    capture!(error);
}
