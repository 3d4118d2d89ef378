//! `status`: prints the status as text or as JSON.

use super::paint::Paint;
use crate::api::status::next_step;
use crate::model::reason::{Consent, Reason, Scope};
use crate::model::status::Status;
use crate::util::clock;
use serde_json::{Value, json};
use std::time::SystemTime;

pub(super) fn text(status: &Status) -> String {
    painted(status, Paint::of_stdout())
}

fn painted(status: &Status, paint: Paint) -> String {
    let text = status.to_string();
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let first = match status.consent {
        Consent::On(..) => paint.green(first),
        Consent::Off(_) => paint.yellow(first),
    };
    format!("{first}\n{rest}\n")
}

pub(super) fn json(status: &Status) -> String {
    let time = |at: SystemTime| clock::rfc3339(clock::since_epoch(at));
    let (word, reason) = match &status.consent {
        Consent::On(Scope::Everything, _) => ("on", None),
        Consent::On(Scope::Crashes, _) => ("crashes", None),
        Consent::Off(reason) => ("off", Some(reason)),
    };
    let delivery = status
        .last_delivery
        .as_ref()
        .map(|(at, result)| json!({"at": time(*at), "result": result}));
    let paused = status
        .paused
        .iter()
        .map(|(what, until)| json!({"what": what, "until": time(*until)}));
    let dropped = status
        .dropped
        .iter()
        .map(|(why, count)| json!({"why": why, "count": count}));
    let value = json!({
        "telemetry": word,
        "reason": reason.map(kind),
        "explanation": reason.map(ToString::to_string),
        "next_step": reason.and_then(next_step),
        "preview": status.preview,
        "config": {"file": status.config.as_ref().map(|file| file.display().to_string()), "line": status.line},
        "server": status.server,
        "directory": status.directory.as_ref().map(|directory| directory.display().to_string()),
        "user_id": status.user_id,
        "queued": status.queued,
        "last_delivery": delivery,
        "paused": paused.collect::<Value>(),
        "dropped": dropped.collect::<Value>(),
        "last_error": status.last_error,
        "consented_to": status.consented_to,
        "added": status.added,
    });
    format!("{value:#}\n")
}

/// The name of the reason's variant, for scripts.
fn kind(reason: &Reason) -> String {
    // `Debug` prints the variant's name first, then its fields.
    let text = format!("{reason:?}");
    text.split(|char: char| !char.is_alphanumeric())
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_a_name() {
        assert_eq!(kind(&Reason::DoNotTrack), "DoNotTrack");
        assert_eq!(kind(&Reason::NoFile("/x (y)".into(), "telemetry")), "NoFile");
        let mistake = Reason::Mistake {
            file: "f".into(),
            line: None,
            what: String::new(),
        };
        assert_eq!(kind(&mistake), "Mistake");
    }

    #[test]
    fn in_colour_it_says_the_same() {
        let status = crate::api::status::status();
        let plain = painted(&status, Paint::NONE);
        assert_eq!(plain, format!("{status}\n"));
        assert!(json(&status).contains("\"reason\": \"NotStarted\""));
    }
}
