//! What [`manifest()`](crate::manifest()) gives: everything that a program can ever send, known without running it.

/// All that the program can ever send, whoever uses it and however.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Manifest {
    /// The program's name, as its directories have it.
    pub program: &'static str,
    /// What each event names as its release.
    pub release: String,
    /// The server that the program's author chose, without the key; `None` where none is named, so that nothing can be sent. A user's own file
    /// may name another.
    pub server: Option<String>,
    /// Who answers for the data.
    pub contact: Option<&'static str>,
    /// Where the author's privacy policy stands.
    pub policy: Option<&'static str>,
    /// Every kind of event, and every name that one can have.
    pub events: Vec<Event>,
    /// What is told with each event: the program's own tags.
    pub tags: Vec<Tag>,
    /// Every field of what is sent.
    pub fields: Vec<Field>,
    /// Only this share of the users sends anything; `None` where all who consent do.
    pub sample: Option<f64>,
    /// The texts of panics and errors stay on the machine: `messages = "withheld"`.
    pub messages_withheld: bool,
    /// What the program captures through the `sentry` crate is sent, too: `#[telemetry::main(sentry)]`.
    pub captures: bool,
}

/// Something that can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// Its message; for what has none of its own, what it is about.
    pub name: String,
    /// When it is sent, in words.
    pub when: &'static str,
    /// The function that it tells of, and where that stands: file and line as the compiler was given them.
    pub function: Option<Function>,
    /// What is told with it, besides the program's own tags.
    pub tags: Vec<Tag>,
}

/// An annotated function.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Function {
    /// With its module.
    pub name: String,
    /// As the compiler was given it.
    pub file: &'static str,
    /// Counted from 1.
    pub line: u32,
}

/// A tag, and every word that it can have.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tag {
    /// Its key.
    pub name: &'static str,
    /// One of these, and nothing else.
    pub words: &'static [&'static str],
}

/// A field of what is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Field {
    /// Its path in the JSON, with dots; of lists, that of their elements.
    pub name: &'static str,
    /// What it says.
    pub meaning: &'static str,
    /// What stands there, for example.
    pub example: &'static str,
    /// What it is for.
    pub why: &'static str,
}
