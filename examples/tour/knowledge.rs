//! What the developers know: tables made of nothing but what the server received.

use crate::table;
use receiver::{Arrived, Received};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Releases with their adoption and their health, as a release page shows them.
pub(crate) fn releases(received: &Received) {
    let sessions = ended(received);
    let by_release = group(&sessions, |session| text(&session["attrs"]["release"]));
    let everybody = users_of(sessions.iter()).len();
    let rows: Vec<Vec<String>> = by_release
        .iter()
        .map(|(release, of_release)| {
            let users = users_of(of_release.iter().copied());
            let crashed: Vec<&Arrived> = of_release
                .iter()
                .filter(|s| s["status"] == "crashed")
                .copied()
                .collect();
            let abnormal = of_release
                .iter()
                .filter(|session| session["status"] == "abnormal")
                .count();
            vec![
                release.clone(),
                table::share(users.len(), everybody),
                table::share(of_release.len(), sessions.len()),
                table::share(of_release.len() - crashed.len(), of_release.len()),
                table::share(users.len() - users_of(crashed.iter().copied()).len(), users.len()),
                abnormal.to_string(),
            ]
        })
        .collect();
    let head = [
        "release",
        "users",
        "sessions",
        "crash-free sessions",
        "crash-free users",
        "abnormal",
    ];
    table::print(
        "WHAT THE DEVELOPERS KNOW: releases, their adoption and health",
        &head,
        &rows,
    );
}

/// Users: numbers that stay the same from run to run, and nothing else.
pub(crate) fn users(received: &Received) {
    let sessions = ended(received);
    let by_user = group(&sessions, |session| text(&session["did"]));
    let rows: Vec<Vec<String>> = by_user
        .iter()
        .map(|(user, of_user)| {
            let releases: BTreeSet<String> = of_user.iter().map(|s| version(&text(&s["attrs"]["release"]))).collect();
            let well = of_user.iter().filter(|session| session["status"] == "exited").count();
            vec![
                user.clone(),
                releases.into_iter().collect::<Vec<_>>().join(", "),
                of_user.len().to_string(),
                table::share(well, of_user.len()),
            ]
        })
        .collect();
    let head = ["user", "releases", "sessions", "ended well"];
    table::print(
        &format!("WHAT THE DEVELOPERS KNOW: {} users", by_user.len()),
        &head,
        &rows,
    );
}

/// Which commands are used, by how many, in which release.
pub(crate) fn commands(received: &Received) {
    let events = received.events();
    let named = |event: &&Arrived| {
        let kind = &event["fingerprint"][0];
        kind == "telemetry.command" || kind == "telemetry.check_in"
    };
    let events: Vec<&Arrived> = events.iter().filter(named).collect();
    let by_name = group(events.iter().copied(), |event| text(&event["message"]));
    let mut rows: Vec<_> = by_name
        .iter()
        .map(|(name, of_name)| {
            let users: BTreeSet<String> = of_name.iter().map(|event| text(&event["user"]["id"])).collect();
            let in_release = |wanted| {
                of_name
                    .iter()
                    .filter(|e| version(&text(&e["release"])) == wanted)
                    .count()
            };
            let per_release = ["3.1.0", "3.2.0"].map(|release| in_release(release).to_string());
            let [first, second] = per_release;
            vec![
                name.clone(),
                of_name.len().to_string(),
                users.len().to_string(),
                first,
                second,
            ]
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row[1].parse::<usize>().unwrap_or_default()));
    let head = ["event", "times", "users", "in 3.1.0", "in 3.2.0"];
    table::print("WHAT THE DEVELOPERS KNOW: what is used", &head, &rows);
}

/// Each crash with its stack trace.
pub(crate) fn crashes(received: &Received) {
    for event in received.events().iter().filter(|event| !event["exception"].is_null()) {
        let exception = &event["exception"]["values"][0];
        println!("\nWHAT THE DEVELOPERS KNOW: a crash\n");
        println!("  {}: {}", text(&exception["type"]), text(&exception["value"]));
        println!(
            "  {} in `{}`, {}",
            text(&event["release"]),
            text(&event["tags"]["command"]),
            text(&event["level"])
        );
        println!("  user {}", text(&event["user"]["id"]));
        let (system, device) = (&event["contexts"]["os"], &event["contexts"]["device"]);
        println!(
            "  {} {}, {}\n",
            text(&system["name"]),
            text(&system["version"]),
            text(&device["arch"])
        );
        println!("  Stack trace, outermost call first (> is the program's own code):");
        for frame in exception["stacktrace"]["frames"].as_array().into_iter().flatten() {
            let mark = if frame["in_app"] == true { '>' } else { ' ' };
            let function: String = text(&frame["function"]).chars().take(70).collect();
            println!(
                "  {mark} {function}\n      {}:{}",
                text(&frame["filename"]),
                frame["lineno"]
            );
        }
    }
}

/// The last update of each session: all sessions of the tour have ended.
fn ended(received: &Received) -> Vec<Arrived> {
    let sessions = received.sessions().into_iter();
    sessions
        .map(|session| (text(&session["sid"]), session))
        .collect::<BTreeMap<_, _>>()
        .into_values()
        .collect()
}

fn group<'a>(
    items: impl IntoIterator<Item = &'a Arrived>,
    key: impl Fn(&Arrived) -> String,
) -> BTreeMap<String, Vec<&'a Arrived>> {
    let mut groups = BTreeMap::<String, Vec<&Arrived>>::new();
    for item in items {
        groups.entry(key(item)).or_default().push(item);
    }
    groups
}

fn users_of<'a>(sessions: impl Iterator<Item = &'a Arrived>) -> BTreeSet<String> {
    sessions.map(|session| text(&session["did"])).collect()
}

/// `3.1.0` of `vigilant-crypto-snatch@3.1.0`.
fn version(release: &str) -> String {
    release.rsplit('@').next().unwrap_or(release).to_owned()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
