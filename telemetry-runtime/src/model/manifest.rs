//! The types that [`manifest()`](crate::manifest()) returns: everything that a program can send,
//! known without running it.

/// Everything that the program can send, for any user and any use.
///
/// [`manifest()`](crate::manifest()) returns it. Use it to show users what telemetry means before
/// they turn it on.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Manifest {
    /// The program's name, as in the names of its directories.
    pub program: &'static str,
    /// The release of each event.
    pub release: String,
    /// The server that the author chose, without the key. If it is `None`, nothing can be sent,
    /// unless the user's own file names a server.
    pub server: Option<String>,
    /// The contact about the data: `contact = "…"`.
    pub contact: Option<&'static str>,
    /// The address of the author's privacy policy: `policy = "…"`.
    pub policy: Option<&'static str>,
    /// Every kind of event, with every name that it can have.
    pub events: Vec<Event>,
    /// The program's own tags, which are sent with each event.
    pub tags: Vec<Tag>,
    /// Every field that can be sent.
    pub fields: Vec<Field>,
    /// Only this share of the users sends events; `None` if all users who consent do.
    pub sample: Option<f64>,
    /// True if the texts of panics and errors are not sent: `messages = "withheld"`.
    pub messages_withheld: bool,
    /// True if events that the program captures through the `sentry` crate are sent too:
    /// `#[telemetry::main(sentry)]`.
    pub captures: bool,
}

/// A kind of event that can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// The event's message. For events without a message of their own, a description.
    pub name: String,
    /// The condition under which the event is sent, in words.
    pub when: &'static str,
    /// The function that the event is about, if any.
    pub function: Option<Function>,
    /// The tags of this event, besides the program's own tags.
    pub tags: Vec<Tag>,
}

/// An annotated function.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Function {
    /// The function's path, with its module.
    pub name: String,
    /// The file, as the compiler was given it.
    pub file: &'static str,
    /// The line, counted from 1.
    pub line: u32,
}

/// A tag, and every word that it can have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tag {
    /// The tag's key.
    pub name: &'static str,
    /// The closed set of words: no other word is sent.
    pub words: &'static [&'static str],
}

/// A field that can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// The field's path in the JSON, with dots. For a list, the path of its elements.
    pub name: &'static str,
    /// The meaning of the field.
    pub meaning: &'static str,
    /// An example of its value.
    pub example: &'static str,
    /// The purpose of the field.
    pub why: &'static str,
}
