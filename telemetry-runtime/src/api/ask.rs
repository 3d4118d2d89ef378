//! `ask!`: asks the user once whether to turn telemetry on.

use crate::api::{set_consent, status};
use crate::consent::destination;
use crate::consent::rewrite::Change;
use crate::consent::{self, Collect, Decision};
use crate::model::app::App;
use crate::model::program::Messages;
use crate::model::reason::Reason;
use crate::storage::paths::Paths;
use crate::util::platform;
use std::fmt::Write as _;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

/// How often the user is asked in one run.
const MOST_TIMES: usize = 3;
const AGAIN: &str = "Please answer y or n [N] ";
const UNANSWERED: &str = "No answer: nothing is shared, and your configuration file is unchanged.\n";

/// Called by the expansion of `ask!`. Returns true if the user has just answered yes.
pub fn ask(purpose: Option<&'static str>) -> bool {
    let Some((app, Some(paths))) = status::program() else {
        return false;
    };
    let decision = consent::decide(app, Some(paths));
    // The question names the server and the file. Without them, the program does not ask.
    let server = destination::destination(app, &decision).map(|dsn| dsn.server());
    let (Some(config), Some(server)) = (paths.config.as_deref(), server) else {
        return false;
    };
    if !may_ask(paths, &decision) {
        return false;
    }
    let text = question(app, &server, purpose, config);
    // Input from before the question is no answer to it.
    platform::forget_typed();
    if io::stderr().write_all(text.as_bytes()).is_err() {
        return false;
    }
    let Some(yes) = answer() else { return false };
    let written = if yes { set_consent::on() } else { set_consent::off() };
    let said = match written {
        Ok(_) => format!(
            "Telemetry is {}: your answer is saved in {}.\n",
            if yes { "on" } else { "off" },
            config.display()
        ),
        Err(error) => format!("{error}\n"),
    };
    io::stderr().write_all(said.as_bytes()).is_ok() && yes
}

/// Returns true if the user has not decided yet and can answer now.
fn may_ask(paths: &Paths, decision: &Decision) -> bool {
    let is_open = matches!(
        decision.consent.reason(),
        Some(Reason::NoFile(..) | Reason::NotAsked(..))
    );
    let is_watched = io::stdin().is_terminal() && io::stdout().is_terminal() && io::stderr().is_terminal();
    // If the answer cannot be saved, the program would ask at each start.
    let is_writable = || {
        [Collect::Everything, Collect::Nothing]
            .into_iter()
            .all(|answer| Change::plan(paths, answer).is_ok())
    };
    is_open && is_watched && platform::is_in_foreground() && is_writable()
}

fn question(app: &App, server: &str, purpose: Option<&str>, config: &Path) -> String {
    let name = app.name;
    let mut text = format!(
        "{name} can send usage and crash reports to its developers: its version, the commands you use, how runs end, and crashes.\n"
    );
    let whom = app
        .contact
        .map_or_else(String::new, |contact| format!(" (contact: {contact})"));
    let _ = writeln!(text, "  server       {server}{whom}");
    if let Some(policy) = app.policy {
        let _ = writeln!(text, "  policy       {policy}");
    }
    let purpose = purpose.unwrap_or("to see what is used, and to fix crashes");
    let _ = writeln!(text, "  purpose      {purpose}");
    text.push_str("  identity     a random id; no name, no address, no path\n");
    text.push_str(match app.messages {
        Messages::Scrubbed => {
            "  error texts  scrubbed of paths, names, keys and numbers; other words that you typed can remain\n"
        }
        Messages::Withheld => "  error texts  not sent\n",
    });
    let _ = writeln!(
        text,
        "  turn it off  `collect: false` below `{}:` in {}",
        app.section,
        config.display()
    );
    text.push_str("Send these reports? [y/N] ");
    text
}

/// The user's answer; `None` if there is none. An unclear answer is asked again, twice. A program
/// that asks at each start then asks at the next one.
fn answer() -> Option<bool> {
    for times_left in (0..MOST_TIMES).rev() {
        let mut line = String::new();
        match io::stdin().lock().read_line(&mut line) {
            // The end of the input is neither yes nor no.
            Ok(0) | Err(_) => return None,
            Ok(_) => {}
        }
        let said = meaning(&line);
        if said.is_some() {
            return said;
        }
        let next = if times_left > 0 { AGAIN } else { UNANSWERED };
        io::stderr().write_all(next.as_bytes()).ok()?;
    }
    None
}

/// Returns true for yes and false for no, each only as a whole word. Enter is no, as the question
/// says.
fn meaning(line: &str) -> Option<bool> {
    let is_one_of = |words: &[&str]| words.iter().any(|word| line.trim().eq_ignore_ascii_case(word));
    if is_one_of(&["y", "yes"]) {
        Some(true)
    } else {
        is_one_of(&["n", "no", ""]).then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::app::Package;

    #[test]
    fn only_yes_is_yes_and_only_no_is_no() {
        for line in ["y\n", "Y\n", "yes\r\n", " YES "] {
            assert_eq!(meaning(line), Some(true), "{line:?}");
        }
        for line in ["\n", "\r\n", "", "n\n", "N\n", " no \n", "NO\r\n"] {
            assert_eq!(meaning(line), Some(false), "{line:?}");
        }
        for line in [
            "maybe\n", "ye\n", "yess\n", "j\n", "1\n", "true\n", "y n\n", "nope\n", "?\n",
        ] {
            assert_eq!(meaning(line), None, "{line:?}");
        }
    }

    #[test]
    fn the_question_names_all_that_it_takes_to_answer() {
        static APP: App = App::new(Package::EXAMPLE)
            .contact("privacy@example.org")
            .policy("https://example.org/privacy");
        let text = question(
            &APP,
            "https://telemetry.example.org",
            Some("to find crashes"),
            Path::new("/home/me/config.yml"),
        );
        for part in [
            "https://telemetry.example.org (contact: privacy@example.org)",
            "https://example.org/privacy",
            "to find crashes",
            "a random id",
            "`collect: false` below `telemetry:` in /home/me/config.yml",
            "[y/N]",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
