//! A panic as the program can record it when no event can be made of it: the uploader makes the
//! event.

use std::fmt;

/// The message of a panic that our hook was not called for.
pub(crate) const UNSEEN: &str = "a panic in a place that is not known: the program's panic hook replaced telemetry's \
    (call `telemetry::panic_hook()` after installing it)";

/// One line of a run's file. Its message is not scrubbed yet: the event passes the allow-list like
/// every other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// Whether the program ends by it, as far as is known.
    pub(crate) fatal: bool,
    /// File, line and column.
    pub(crate) place: Option<(String, u32, u32)>,
    pub(crate) command: Option<String>,
    pub(crate) message: String,
}

impl Note {
    /// A panic that ends the program, and that our hook was not called for.
    pub(crate) fn unseen(command: Option<&str>) -> Self {
        Self {
            fatal: true,
            place: None,
            command: command.map(str::to_owned),
            message: UNSEEN.to_owned(),
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (head, message) = text.split_once('\t')?;
        let mut words = head.splitn(5, ' ');
        let fatal = match words.next()? {
            "fatal" => true,
            "error" => false,
            _ => return None,
        };
        let (line, column) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
        let [command, file] = [words.next()?, words.next()?].map(str::to_owned);
        Some(Self {
            fatal,
            place: (!file.is_empty()).then_some((file, line, column)),
            command: (!command.is_empty()).then_some(command),
            message: message.to_owned(),
        })
    }
}

// Output: fatal 12 5 work src/my main.rs⇥index out of bounds
impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.fatal { "fatal" } else { "error" };
        let (file, line, column) = match &self.place {
            Some((file, line, column)) => (&**file, *line, *column),
            None => ("", 0, 0),
        };
        let command = self.command.as_deref().unwrap_or_default();
        write!(f, "{kind} {line} {column} {command} {file}\t")?;
        // A line ends at the first line break, so the message must have none.
        for char in self.message.chars() {
            fmt::Write::write_char(f, if char.is_control() { ' ' } else { char })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_as_it_was_written() {
        let note = Note {
            fatal: true,
            place: Some(("src/my main.rs".to_owned(), 12, 5)),
            command: Some("work".to_owned()),
            message: "index out of bounds".to_owned(),
        };
        let placeless = Note {
            fatal: false,
            place: None,
            command: None,
            message: String::new(),
        };
        for note in [note, placeless, Note::unseen(None), Note::unseen(Some("trade/buy"))] {
            assert_eq!(Note::parse(&note.to_string()), Some(note));
        }
    }

    #[test]
    fn a_message_stays_on_its_line() {
        let mut note = Note::unseen(None);
        note.message = "one\ntwo\tthree\r\nend exited 17".to_owned();
        let line = note.to_string();
        assert!(!line.contains(['\n', '\r']), "{line:?}");
        let read = Note::parse(&line).map(|note| note.message);
        assert_eq!(read.as_deref(), Some("one two three  end exited 17"));
    }

    #[test]
    fn what_is_torn_is_no_note() {
        for torn in [
            "",
            "fatal",
            "fatal 1 2 work src/main.rs",
            "fatal 1 x work a.rs\tm",
            "bad 1 2 work a.rs\tm",
        ] {
            assert_eq!(Note::parse(torn), None, "{torn:?}");
        }
    }
}
