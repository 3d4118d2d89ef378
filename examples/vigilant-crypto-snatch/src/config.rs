//! The configuration file: which triggers, on which marketplace.
//!
//! It is the file that also holds `telemetry:`, which is telemetry's to read.

use crate::marketplace::Terms;
use crate::trigger::{self, Trigger};
use directories::ProjectDirs;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What the program goes by.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) marketplace: Terms,
    pub(crate) triggers: Vec<Trigger>,
    /// Where the file is, or would be; `None` without a home directory.
    pub(crate) file: Option<PathBuf>,
    /// Why the triggers are the built-in ones, if they are.
    built_in: Option<String>,
}

/// The file's form.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, expecting = "sections such as `marketplace:` and `triggers:`")]
struct Content {
    #[serde(default)]
    marketplace: Option<Terms>,
    #[serde(default)]
    triggers: Option<Vec<Trigger>>,
    #[serde(default, rename = "telemetry")]
    _telemetry: IgnoredAny,
}

/// What is wrong with the file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mistake {
    file: PathBuf,
    /// Counted from 1.
    line: Option<usize>,
    what: String,
    fix: &'static str,
}

const FIX_READING: &str = "make it a text file that you may read, or remove it to use the built-in triggers";
const FIX_SYNTAX: &str = "check the indentation and the quotes there and in the line above";
const FIX_VALUE: &str = "a trigger looks like
    triggers:
      - name: dip
        drop_percent: 5
        within: 24h
        buy_eur: 25
        cooldown: 3d";
const FIX_MARKETPLACE: &str = "the marketplace looks like
    marketplace:
      name: paper
      balance_eur: 10000
      fee_percent: 0.25";
const FIX_TOP: &str = "the file may hold the sections `marketplace:`, `triggers:` and `telemetry:`";

impl Settings {
    /// Reads the user's file, if there is one.
    pub(crate) fn load() -> Result<Self, Mistake> {
        let Some(directories) = ProjectDirs::from("", "", env!("CARGO_PKG_NAME")) else {
            return Ok(Self::new(Content::default(), None, "There is no home directory"));
        };
        Self::read(directories.config_dir().join("config.yml"))
    }

    fn read(file: PathBuf) -> Result<Self, Mistake> {
        let mistake = |line, what, fix| Mistake {
            file: file.clone(),
            line,
            what,
            fix,
        };
        let text = match read_regular(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let absent = format!("There is no {}", file.display());
                return Ok(Self::new(Content::default(), Some(file), &absent));
            }
            Err(error) => return Err(mistake(None, error.to_string(), FIX_READING)),
        };
        let content = parse(&text).map_err(|(line, what, fix)| mistake(line, what, fix))?;
        let empty = format!("There are no triggers in {}", file.display());
        Ok(Self::new(content, Some(file), &empty))
    }

    fn new(content: Content, file: Option<PathBuf>, otherwise: &str) -> Self {
        let chosen = content.triggers.filter(|triggers| !triggers.is_empty());
        Self {
            marketplace: content.marketplace.unwrap_or_default(),
            built_in: chosen.is_none().then(|| otherwise.to_owned()),
            triggers: chosen.unwrap_or_else(trigger::built_in),
            file,
        }
    }

    /// What the user should know before the output.
    pub(crate) fn notice(&self) -> Option<String> {
        let why = self.built_in.as_ref()?;
        Some(format!("{why}: using the built-in triggers."))
    }

    /// Settings for tests.
    #[cfg(test)]
    pub(crate) fn parse(yaml: &str) -> Result<Self, String> {
        let content = parse(yaml).map_err(|(line, what, _)| format!("{line:?} {what}"))?;
        Ok(Self::new(content, None, "built in"))
    }
}

/// Reads a file, not a directory nor a pipe, which would keep us waiting for whoever writes into
/// it.
fn read_regular(file: &Path) -> std::io::Result<String> {
    if std::fs::metadata(file)?.is_file() {
        std::fs::read_to_string(file)
    } else {
        Err(std::io::Error::other("this is no file"))
    }
}

type Located = (Option<usize>, String, &'static str);

fn parse(text: &str) -> Result<Content, Located> {
    // An empty file is the YAML `null`.
    let content: Option<Content> = serde_yaml::from_str(text).map_err(|error| located(text, &error))?;
    let content = content.unwrap_or_default();
    let triggers = content.triggers.as_deref().unwrap_or_default();
    for (index, trigger) in triggers.iter().enumerate() {
        if triggers[..index].iter().any(|earlier| earlier.name == trigger.name) {
            let what = format!("two triggers have the name \"{}\"", trigger.name);
            return Err((
                line_of_second(text, &trigger.name),
                what,
                "give each trigger a name of its own",
            ));
        }
    }
    Ok(content)
}

/// The line where a name is given again, if it is written plainly.
fn line_of_second(text: &str, name: &str) -> Option<usize> {
    let says = |(line, _): &(&str, usize)| {
        let value = line.split_once("name:").map(|(_, value)| value.trim());
        value.is_some_and(|value| value.trim_matches(['"', '\'']) == name)
    };
    text.lines().zip(1..).filter(says).nth(1).map(|(_, line)| line)
}

/// Finds the fix. What is no YAML at all is reported as that, whatever else was noticed before the
/// reader came to it.
fn located(text: &str, error: &serde_yaml::Error) -> Located {
    if let Err(syntax) = serde_yaml::from_str::<IgnoredAny>(text) {
        let (line, what) = split(&syntax);
        return (line, what, FIX_SYNTAX);
    }
    let (line, what) = split(error);
    let fix = match what.split(['.', '[', ':']).next() {
        Some("triggers") => FIX_VALUE,
        Some("marketplace") => FIX_MARKETPLACE,
        _ => FIX_TOP,
    };
    (line, what, fix)
}

/// Takes the place out of the parser's message, since it goes to the front.
fn split(error: &serde_yaml::Error) -> (Option<usize>, String) {
    let line = error.location().map(|location| location.line());
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message);
    (line, what.to_owned())
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}\n  fix: {}", self.what, self.fix)
    }
}

#[cfg(test)]
mod tests;
