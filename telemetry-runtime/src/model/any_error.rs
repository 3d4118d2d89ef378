//! The errors that `capture` accepts.
//!
//! No single trait of std covers them: `Box<dyn Error>`, `anyhow::Error` and `eyre::Report` do not
//! implement `Error`, because they would then convert into themselves. So [`AnyError`] has two
//! blanket implementations, which the compiler distinguishes by their kind. One is for types that
//! implement `Error`. The other is for types that dereference to `&mut dyn Error`. Only boxes do
//! that: `&dyn Error` and `Arc<dyn Error>`, which also implement `Error`, give no `&mut`. If only
//! one kind fits, the compiler infers it.

use std::any::type_name;
use std::error::Error;
use std::ops::DerefMut;
use std::panic::Location;

/// Records an error of the type that is named first.
pub(crate) type Capture = fn(&'static str, &dyn Error, &'static Location<'static>);

/// An error that [`capture`](crate::capture()) accepts.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no error that can be captured",
    label = "this is a `{Self}`",
    note = "it takes a reference to what implements `std::error::Error`, to a box of such, to an `anyhow::Error` or to an `eyre::Report`",
    note = "of other pointers to an error, such as `Rc`, say `&*error`; of a `Result`, `if let Err(error) = &result {{ telemetry::capture(error) }}`"
)]
pub trait AnyError<Kind> {
    /// Calls `capture` with this error, as captured at `place`.
    fn capture_at(&self, place: &'static Location<'static>, capture: Capture);
}

/// A type that implements `Error`.
#[derive(Debug)]
pub struct Plain;

/// A box of a `dyn Error`.
#[derive(Debug)]
pub struct Boxed;

/// A reference to such a box.
#[derive(Debug)]
pub struct Borrowed;

#[diagnostic::do_not_recommend]
impl<E: Error + ?Sized> AnyError<Plain> for E {
    fn capture_at(&self, place: &'static Location<'static>, capture: Capture) {
        capture(type_name::<E>(), &self, place);
    }
}

#[diagnostic::do_not_recommend]
impl<B: DerefMut<Target: DynError>> AnyError<Boxed> for B {
    fn capture_at(&self, place: &'static Location<'static>, capture: Capture) {
        capture(type_name::<B>(), (**self).as_error(), place);
    }
}

// `if let Err(error) = &result { capture(&error) }`
#[diagnostic::do_not_recommend]
impl<B: DerefMut<Target: DynError>> AnyError<Borrowed> for &B {
    fn capture_at(&self, place: &'static Location<'static>, capture: Capture) {
        capture(type_name::<B>(), (***self).as_error(), place);
    }
}

/// A `dyn Error`, with or without `Send` and `Sync`.
pub trait DynError {
    /// The error without `Send` and `Sync`.
    fn as_error(&self) -> &dyn Error;
}

impl DynError for dyn Error {
    fn as_error(&self) -> &dyn Error {
        self
    }
}

impl DynError for dyn Error + Send {
    fn as_error(&self) -> &dyn Error {
        self
    }
}

impl DynError for dyn Error + Send + Sync {
    fn as_error(&self) -> &dyn Error {
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::capture;
    use std::error::Error;
    use std::fmt;
    use std::io;
    use std::rc::Rc;
    use std::sync::Arc;

    /// Each form in which Rust code writes an error.
    #[test]
    fn every_error_is_one() {
        fn of_parameter<E: Error>(error: &E) {
            capture(error);
            capture(&error);
        }
        fn of_unsized<E: Error + ?Sized>(error: &E) {
            capture(error);
        }
        fn of_boxed<T>(result: &Result<T, Box<dyn Error + Send + Sync>>) {
            if let Err(error) = result {
                capture(error);
                capture(&error);
                capture(&**error);
            }
        }
        #[derive(Debug)]
        struct Short<'a>(&'a str);
        impl fmt::Display for Short<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }
        }
        impl Error for Short<'_> {}
        trait Own: Error {}
        impl Own for io::Error {}

        let error = || io::Error::other("no prices");
        capture(&error());
        capture(&&error());
        of_parameter(&error());
        of_unsized(&error() as &dyn Error);
        capture(&Short(&String::from("no prices")));

        let plain = error();
        let dynamic: &dyn Error = &plain;
        capture(dynamic);
        capture(&dynamic);
        let dynamic: &(dyn Error + Send + Sync) = &plain;
        capture(dynamic);
        capture(&dynamic);

        let boxed: Box<dyn Error> = error().into();
        capture(&boxed);
        capture(&*boxed);
        capture(boxed.as_ref());
        let boxed: Box<dyn Error + Send> = Box::new(error());
        capture(&boxed);
        capture(&*boxed);
        let boxed: Box<dyn Error + Send + Sync> = error().into();
        capture(&boxed);
        capture(&*boxed);
        of_boxed(&Err::<(), _>(boxed));
        capture(&Box::new(error()));
        let own: Box<dyn Own> = Box::new(error());
        capture(&*own);

        let shared: Arc<dyn Error> = Arc::new(error());
        capture(&shared);
        let shared: Arc<dyn Error + Send + Sync> = Arc::new(error());
        capture(&shared);
        let shared: Rc<dyn Error> = Rc::new(error());
        capture(&*shared);

        let _ = Err::<(), _>(error()).inspect_err(capture);
        let _ = Err::<(), Box<dyn Error>>(error().into()).inspect_err(capture);
    }
}
