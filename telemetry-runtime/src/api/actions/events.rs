//! `events`: prints the manifest as text, as JSON, or as a page of the program's documentation.

use super::paint::Paint;
use crate::model::app::{App, Delivery};
use crate::model::manifest::{Event, Function, Manifest, Tag};
use crate::util::source_path::with_slashes;
use serde_json::{Value, json};
use std::fmt::Write as _;

pub(super) fn text(manifest: &Manifest) -> String {
    let paint = Paint::of_stdout();
    let mut text = format!("{}\n", paint.bold(&format!("What {} can send", manifest.program)));
    for event in &manifest.events {
        let place = event.function.as_ref().map_or_else(String::new, |function| {
            format!("  {}, {}", place_of(function), function.name)
        });
        let _ = writeln!(
            text,
            "\n  {}{}\n      when {}",
            paint.bold(&event.name),
            paint.dim(&place),
            event.when
        );
        for tag in &event.tags {
            let _ = writeln!(text, "      {}", words(tag));
        }
    }
    if !manifest.tags.is_empty() {
        let _ = writeln!(text, "\n{}\n", paint.bold("With each event"));
        for tag in &manifest.tags {
            let _ = writeln!(text, "  {}", words(tag));
        }
    }
    let _ = writeln!(text, "\n{}\n", paint.bold("Every field"));
    for field in &manifest.fields {
        let example = paint.dim(&format!("for example {}", field.example));
        let _ = writeln!(
            text,
            "  {}\n      {} ({}), {example}",
            field.name, field.meaning, field.why
        );
    }
    let _ = writeln!(text);
    for line in about(manifest) {
        let _ = writeln!(text, "{line}");
    }
    text
}

fn words(tag: &Tag) -> String {
    format!("{}: one of {}", tag.name, tag.words.join(", "))
}

fn about(manifest: &Manifest) -> Vec<String> {
    let mut lines = vec![match &manifest.server {
        Some(server) => format!("Server: {server}, unless your configuration file names another one."),
        None => "The program names no server. Nothing can be sent unless your configuration file names one.".to_owned(),
    }];
    if manifest.messages_withheld {
        lines.push(
            "The texts of panics and errors are withheld, except for fixed words of the standard library.".to_owned(),
        );
    }
    if let Some(share) = manifest.sample {
        lines.push(format!(
            "Only a share of {share} of the users sends anything, chosen anew for each release. `collect: crashes` is not sampled."
        ));
    }
    if let Some(contact) = manifest.contact {
        lines.push(format!("Contact: {contact}"));
    }
    if let Some(policy) = manifest.policy {
        lines.push(format!("Privacy policy: {policy}"));
    }
    lines
}

pub(super) fn json(manifest: &Manifest) -> String {
    let tags = |tags: &[Tag]| {
        tags.iter()
            .map(|tag| json!({"name": tag.name, "words": tag.words}))
            .collect::<Value>()
    };
    let event = |event: &Event| {
        let function = event.function.as_ref();
        json!({
            "name": event.name,
            "when": event.when,
            "function": function.map(|function| &function.name),
            "file": function.map(|function| with_slashes(function.file)),
            "line": function.map(|function| function.line),
            "tags": tags(&event.tags),
        })
    };
    let fields = manifest
        .fields
        .iter()
        .map(|field| json!({"name": field.name, "meaning": field.meaning, "example": field.example, "why": field.why}));
    let value = json!({
        "program": manifest.program,
        "release": manifest.release,
        "server": manifest.server,
        "contact": manifest.contact,
        "policy": manifest.policy,
        "sample": manifest.sample,
        "messages_withheld": manifest.messages_withheld,
        "captures": manifest.captures,
        "events": manifest.events.iter().map(event).collect::<Value>(),
        "tags": tags(&manifest.tags),
        "fields": fields.collect::<Value>(),
    });
    format!("{value:#}\n")
}

/// The disclosure page. It depends on the program alone, so that authors can keep it beside the
/// code and compare it.
///
/// # Errors
/// If the program names no contact.
pub(super) fn markdown(manifest: &Manifest, app: &App) -> Result<String, &'static str> {
    let Some(contact) = manifest.contact else {
        return Err("The page names a contact. Set one with `#[telemetry::main(contact = \"…\")]`.");
    };
    let program = manifest.program;
    let variable = app.variable("_TELEMETRY");
    let mut page = format!(
        "# Telemetry of {program}\n\n\
         {program} sends nothing unless you turn telemetry on. If you do, its developers see which versions and commands are used, how runs end, and \
         crashes. The program works the same either way{}.\n\n\
         ## On and off\n\n\
         Two lines in {program}'s configuration file{} turn it on:\n\n\
         ```yaml\n{}:\n  collect: true      # `crashes`: crashes only, without an id; `false`, or no such lines: nothing\n```\n\n\
         `{variable}=off`, `DO_NOT_TRACK=1` and `CI` turn it off for one run, whatever the file says. `{variable}=preview` prints what would be sent \
         and sends nothing. When you turn telemetry off in the file, everything that is queued is deleted.\n\n",
        delivery(app),
        place(app),
        app.section
    );
    page.push_str("## What is sent\n\n| event | when | from |\n|---|---|---|\n");
    for event in &manifest.events {
        let from = event.function.as_ref().map_or_else(String::new, |function| {
            format!("`{}`, {}", function.name, place_of(function))
        });
        let mut tags = String::new();
        for tag in &event.tags {
            let _ = write!(tags, ", with `{}`: {}", tag.name, quoted(tag));
        }
        // Without the version, which changes with each release, the page stays the same.
        let name = event
            .name
            .replace(&format!(" {} started", app.version()), " *version* started");
        let _ = writeln!(page, "| {} | {}{tags} | {from} |", cell(&name), cell(event.when));
    }
    if !manifest.tags.is_empty() {
        page.push_str("\nWith each event:\n\n");
        for tag in &manifest.tags {
            let _ = writeln!(page, "- `{}`: {}", tag.name, quoted(tag));
        }
    }
    page.push_str("\n## Each field, and why\n\n| field | meaning | example | why |\n|---|---|---|---|\n");
    for field in &manifest.fields {
        let _ = writeln!(
            page,
            "| `{}` | {} | `{}` | {} |",
            field.name,
            cell(field.meaning),
            cell(field.example),
            cell(field.why)
        );
    }
    page.push_str(
        "\nNothing else is sent: no name of yours or of your machine, no path, no content of a file, no command line. Texts of panics and errors are \
         scrubbed of paths, names, keys, numbers and addresses. Other words in them, such as words that you typed, remain.\n",
    );
    if manifest.messages_withheld {
        page.push_str("This program withholds these texts, except for fixed words of the standard library.\n");
    }
    if let Some(share) = manifest.sample {
        let _ = writeln!(
            page,
            "Only a share of {share} of the users who turned telemetry on sends anything."
        );
    }
    let server = manifest.server.as_deref().map_or_else(
        || "This build names no server, so nothing can be sent.".to_owned(),
        |server| {
            format!(
                "Reports go to {server}. Like any web server, it sees the IP address that connects. The reports do not contain it, and ask the \
                 server not to store it."
            )
        },
    );
    let _ = write!(
        page,
        "\n## Server and contact\n\n{server} `{}.dsn` in the same file names a server of your own instead.\n\nContact: {contact}{}\n\n\
         ## The id\n\nA random number in `user_id.json`{}, made when you first turn telemetry on. It is *pseudonymous*: it links your runs with each other, but \
         not with your name. If you delete the file, the next run counts as a new user. To have the data that was sent deleted, send the id to {contact}.\n\n\
         ## See it yourself\n\nEverything that is queued or was sent is stored{}, exactly as it is sent, under `telemetry/outbox` and `telemetry/sent`.\n",
        app.section,
        manifest
            .policy
            .map_or_else(String::new, |policy| format!(". Privacy policy: <{policy}>")),
        data(app),
        data(app),
    );
    Ok(page)
}

fn delivery(app: &App) -> &'static str {
    match app.delivery {
        Delivery::Background => ", and never waits for the network",
        Delivery::Inline => ", except that it may wait for the network for half a second at its end",
    }
}

/// Uses `/` on every operating system, so that authors can make and compare the page on each.
fn place_of(function: &Function) -> String {
    format!("{}:{}", with_slashes(function.file), function.line)
}

fn quoted(tag: &Tag) -> String {
    let words: Vec<String> = tag.words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// Escapes `|`, which would end the cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// The default path of the configuration file on Linux; empty if the program names a path. The page
/// is the same for all users, so it does not show the path on this machine.
fn place(app: &App) -> String {
    if app.config.is_some() {
        return String::new();
    }
    format!(" (on Linux `~/.config/{}/config.yml`)", directory(app))
}

/// The program's directory, named by the convention of Linux.
fn directory(app: &App) -> String {
    app.name.to_lowercase().replace(' ', "")
}

fn data(app: &App) -> String {
    format!(
        " in the program's data directory (on Linux `~/.local/share/{}`)",
        directory(app)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::program::Package;

    #[test]
    fn files_are_named_in_the_same_way_whatever_system_compiled_them() {
        static APP: App = App::new(Package::EXAMPLE).contact("privacy@example.org");
        let mut manifest = crate::api::manifest::of(&APP);
        for event in &mut manifest.events {
            event.function = Some(Function {
                name: "snatch::main".to_owned(),
                file: r"src\bin\snatch.rs",
                line: 3,
            });
        }
        for text in [text(&manifest), json(&manifest), markdown(&manifest, &APP).unwrap()] {
            assert!(text.contains("src/bin/snatch.rs") && !text.contains(r"src\"), "{text}");
        }
    }

    #[test]
    fn a_page_without_anybody_who_answers_is_refused() {
        static NOBODY: App = App::new(Package::EXAMPLE);
        static SOMEBODY: App = App::new(Package::EXAMPLE).contact("privacy@example.org").app("My App");
        let page = |app| markdown(&crate::api::manifest::of(app), app);
        assert!(page(&NOBODY).unwrap_err().contains("contact = "));
        let page = page(&SOMEBODY).unwrap();
        assert!(
            page.contains("Contact: privacy@example.org") && page.contains("`~/.config/myapp/config.yml`"),
            "{page}"
        );
    }
}
