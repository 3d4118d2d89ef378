//! Distinguishes an error from every other return value of `main`.
//!
//! A `Result<_, E>` differs from any other `Termination` only where its type is known: in the
//! expansion. There, `(&&&&&&Probe(telemetry_result)).telemetry_outcome()` takes the first of the
//! traits below that fits: method look-up tries the receiver with the most references first
//! ("autoref specialisation"). The method has a name that no other trait has. If a trait of the
//! program had the same name and an implementation for every type, the compiler would find that one
//! first.

use crate::model::error_chain::{self, Link};
use std::borrow::Cow;
use std::error::Error;
use std::rc::Rc;
use std::sync::Arc;

/// Sent in place of the text of an error that does not implement `Error`. Such an error can print
/// only its `Debug` output, which contains each of its fields.
const ONLY_ITS_TYPE: &str = "an error that does not implement `Error`, of which only the type is sent";

/// The outcome of `main`, as far as its return value shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Anything but an `Err`.
    Success,
    /// An `Err`: the error and its sources, outermost first.
    Failure(Vec<Link>),
}

/// Wraps a return value for the method look-up.
#[derive(Debug)]
pub struct Probe<'a, T>(pub &'a T);

fn failure(kind: &'static str, error: &dyn Error) -> Outcome {
    Outcome::Failure(error_chain::of(kind, error))
}

/// `Result<_, E>` with an error that implements `Error`.
pub trait OfError {
    /// How `main` ended.
    fn telemetry_outcome(&self) -> Outcome;
}

impl<T, E: Error> OfError for &&&&&Probe<'_, Result<T, E>> {
    fn telemetry_outcome(&self) -> Outcome {
        match self.0 {
            Ok(_) => Outcome::Success,
            Err(error) => failure(std::any::type_name::<E>(), error),
        }
    }
}

/// `Result<_, E>` with a box of an error: `anyhow::Error`, `eyre::Report`,
/// `Box<dyn Error + Send + Sync>`.
pub trait OfSendBox {
    /// How `main` ended.
    fn telemetry_outcome(&self) -> Outcome;
}

impl<T, E: AsRef<dyn Error + Send + Sync>> OfSendBox for &&&&Probe<'_, Result<T, E>> {
    fn telemetry_outcome(&self) -> Outcome {
        match self.0 {
            Ok(_) => Outcome::Success,
            Err(error) => failure(std::any::type_name::<E>(), error.as_ref()),
        }
    }
}

/// `Result<_, Box<dyn Error>>`.
pub trait OfBox {
    /// How `main` ended.
    fn telemetry_outcome(&self) -> Outcome;
}

impl<T, E: AsRef<dyn Error>> OfBox for &&&Probe<'_, Result<T, E>> {
    fn telemetry_outcome(&self) -> Outcome {
        match self.0 {
            Ok(_) => Outcome::Success,
            Err(error) => failure(std::any::type_name::<E>(), error.as_ref()),
        }
    }
}

/// `Result<_, E>` with a plain text.
pub trait OfText {
    /// How `main` ended.
    fn telemetry_outcome(&self) -> Outcome;
}

macro_rules! texts {
    ($($text:ty)*) => {
        $(
            impl<T> OfText for &&Probe<'_, Result<T, $text>> {
                fn telemetry_outcome(&self) -> Outcome {
                    match self.0 {
                        Ok(_) => Outcome::Success,
                        Err(text) => without_error::<$text>(text),
                    }
                }
            }
        )*
    };
}

texts! { String &str Box<str> Cow<'_, str> Rc<str> Arc<str> }

/// `Result<_, E>` with anything else: `()`, a type of the program's own.
pub trait OfNoError {
    /// How `main` ended.
    fn telemetry_outcome(&self) -> Outcome;
}

impl<T, E> OfNoError for &Probe<'_, Result<T, E>> {
    fn telemetry_outcome(&self) -> Outcome {
        match self.0 {
            Ok(_) => Outcome::Success,
            Err(_) => without_error::<E>(ONLY_ITS_TYPE),
        }
    }
}

fn without_error<E>(message: &str) -> Outcome {
    Outcome::Failure(vec![Link {
        kind: Some(std::any::type_name::<E>()),
        message: error_chain::text(format_args!("{message}")),
    }])
}

/// Every other `Termination`: `()`, `ExitCode`, `!`, the program's own.
pub trait OfOther {
    /// How `main` ended.
    fn telemetry_outcome(&self) -> Outcome;
}

impl<T> OfOther for Probe<'_, T> {
    fn telemetry_outcome(&self) -> Outcome {
        Outcome::Success
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fmt, io};

    macro_rules! outcome {
        ($value:expr) => {
            (&&&&&&Probe(&$value)).telemetry_outcome()
        };
    }

    fn failed(outcome: Outcome) -> Vec<(Option<&'static str>, String)> {
        match outcome {
            Outcome::Success => Vec::new(),
            Outcome::Failure(chain) => chain.into_iter().map(|link| (link.kind, link.message)).collect(),
        }
    }

    #[test]
    fn what_is_no_result_succeeds() {
        assert_eq!(outcome!(()), Outcome::Success);
        assert_eq!(outcome!(std::process::ExitCode::FAILURE), Outcome::Success);
        assert_eq!(outcome!(Ok::<(), io::Error>(())), Outcome::Success);
        assert_eq!(outcome!(Ok::<(), Box<dyn Error>>(())), Outcome::Success);
    }

    #[test]
    fn an_error_is_followed_to_its_source() {
        #[derive(Debug)]
        struct Outer(io::Error);
        impl fmt::Display for Outer {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("outer")
            }
        }
        impl Error for Outer {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                Some(&self.0)
            }
        }
        let chain = failed(outcome!(Err::<(), _>(Outer(io::Error::other("inner")))));
        assert_eq!(chain.len(), 2);
        assert!(chain[0].0.is_some_and(|kind| kind.ends_with("::Outer")));
        assert_eq!(chain[1], (None, "inner".to_owned()));
    }

    #[test]
    fn boxes_and_plain_values_are_seen() {
        let boxed: Result<(), Box<dyn Error>> = Err("no price".into());
        assert_eq!(failed(outcome!(boxed))[0].1, "no price");
        let send: Result<(), Box<dyn Error + Send + Sync>> = Err("no price".into());
        assert_eq!(failed(outcome!(send))[0].1, "no price");
    }

    #[test]
    fn a_text_is_sent_as_it_is() {
        let text = "no price";
        assert_eq!(
            failed(outcome!(Err::<(), _>(text.to_owned()))),
            [(Some("alloc::string::String"), text.to_owned())]
        );
        for outcome in [
            outcome!(Err::<(), &str>(text)),
            outcome!(Err::<(), Box<str>>(text.into())),
            outcome!(Err::<(), Cow<'_, str>>(text.into())),
            outcome!(Err::<(), Rc<str>>(text.into())),
            outcome!(Err::<(), Arc<str>>(text.into())),
        ] {
            assert_eq!(failed(outcome)[0].1, text);
        }
    }

    #[test]
    fn of_what_is_no_error_only_the_type_is_sent() {
        #[derive(Debug)]
        struct Login {
            user: &'static str,
        }
        impl AsRef<str> for Login {
            fn as_ref(&self) -> &str {
                self.user
            }
        }
        let [(kind, message)] = &failed(outcome!(Err::<(), _>(Login { user: "jane" })))[..] else {
            panic!("one error")
        };
        assert!(kind.is_some_and(|kind| kind.ends_with("::Login")));
        assert_eq!(message, ONLY_ITS_TYPE);
        assert_eq!(
            failed(outcome!(Err::<(), ()>(()))),
            [(Some("()"), ONLY_ITS_TYPE.to_owned())]
        );
    }
}
