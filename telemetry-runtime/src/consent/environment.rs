//! Reads the environment. Dockerfiles, jobs and `.envrc` files set it, so it can only reduce what
//! the user shares.

use crate::model::reason::Reason;
use std::ffi::{OsStr, OsString};

/// The value of `<APP>_TELEMETRY`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Variable {
    /// Not set, or `on`, which gives no consent.
    Nothing,
    /// Nothing is recorded or sent in this run.
    Off,
    /// The run prints what would be sent.
    Preview,
    /// Another value, without control characters and shortened, because it may be a stranger's text
    /// on a terminal.
    Unknown(String),
}

/// The reasons of the variables that every program should obey.
///
/// The values are read as the operating system has them: reading only UTF-8 would treat any other
/// `DO_NOT_TRACK` as unset.
pub(crate) fn refusals(get: impl Fn(&str) -> Option<OsString>) -> impl Iterator<Item = Reason> {
    let known: [(&str, &[&str], Reason); 2] = [
        ("DO_NOT_TRACK", &["", "0"], Reason::DoNotTrack),
        ("CI", &["", "0", "false"], Reason::ContinuousIntegration),
    ];
    known.into_iter().filter_map(move |(name, harmless, reason)| {
        let value = get(name)?;
        let refuses = !harmless.iter().any(|harmless| value == OsStr::new(harmless));
        refuses.then_some(reason)
    })
}

/// Reads the value of `<APP>_TELEMETRY`.
pub(crate) fn variable(value: Option<OsString>) -> Variable {
    let Some(value) = value else { return Variable::Nothing };
    match value.to_string_lossy().to_ascii_lowercase().as_str() {
        "" | "on" | "1" | "true" => Variable::Nothing,
        "off" | "0" | "false" => Variable::Off,
        "preview" => Variable::Preview,
        other => Variable::Unknown(other.chars().filter(|c| !c.is_control()).take(40).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refuses(get: impl Fn(&str) -> Option<OsString>) -> Option<Reason> {
        refusals(get).next()
    }

    #[test]
    fn all_that_refuse_are_told() {
        let all: Vec<Reason> = refusals(|_| Some("1".into())).collect();
        assert_eq!(all, [Reason::DoNotTrack, Reason::ContinuousIntegration]);
    }

    fn with<'a>(name: &'a str, value: &'a str) -> impl Fn(&str) -> Option<OsString> + 'a {
        move |asked| (asked == name).then(|| value.into())
    }

    #[test]
    fn any_spelling_of_no_counts() {
        for value in ["1", "true", "yes", "false", " ", "00"] {
            assert_eq!(
                refuses(with("DO_NOT_TRACK", value)),
                Some(Reason::DoNotTrack),
                "{value}"
            );
        }
        for value in ["", "0"] {
            assert_eq!(refuses(with("DO_NOT_TRACK", value)), None, "{value}");
        }
        for value in ["1", "true", "woodpecker"] {
            assert_eq!(
                refuses(with("CI", value)),
                Some(Reason::ContinuousIntegration),
                "{value}"
            );
        }
        for value in ["", "0", "false"] {
            assert_eq!(refuses(with("CI", value)), None, "{value}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_value_that_is_no_text_counts() {
        use std::os::unix::ffi::OsStringExt;
        let refused = refuses(|name| (name == "DO_NOT_TRACK").then(|| OsString::from_vec(vec![0xff])));
        assert_eq!(refused, Some(Reason::DoNotTrack));
    }

    #[test]
    fn the_programs_own_variable_is_read_in_any_case() {
        let read = |value: &str| variable(Some(value.into()));
        assert_eq!(read("OFF"), Variable::Off);
        assert_eq!(read("0"), Variable::Off);
        assert_eq!(read("on"), Variable::Nothing);
        assert_eq!(read("Preview"), Variable::Preview);
        assert_eq!(read("no\u{1b}[31m"), Variable::Unknown("no[31m".into()));
        assert_eq!(variable(None), Variable::Nothing);
    }
}
