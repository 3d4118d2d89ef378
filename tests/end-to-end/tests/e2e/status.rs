//! `status` tells whether, why and what, and changes nothing.

use crate::{ANNOTATED, BARE};
use end_to_end::{Home, World};
use receiver::refused_dsn;

fn status(home: &Home) -> String {
    home.program(ANNOTATED).args(["status"]).run().quiet().stdout
}

#[test]
fn nobody_asked() {
    let home = Home::new();
    let (config, directory) = (home.config(), home.telemetry(""));
    let expected = format!(
        "Telemetry is off: there is no configuration file ({config})\n  next step      to turn it on, add `telemetry:` \
         and, on the next line, `  collect: true` to {config}\n  server         \
         none: the program names no server, so nothing can be sent\n  files          {directory}\n  \
         user id        none\n  queued         0\n",
        config = config.display(),
        directory = directory.display(),
    );
    assert_eq!(status(&home), expected);
    home.assert_untouched();
}

#[test]
fn it_is_on() {
    let world = World::new();
    world.write_config("# mine\n\ntelemetry:\n  # yes\n  collect: true\n");
    world.program(ANNOTATED).args(["evaluate"]).run().quiet();
    world.settle();
    let text = status(&world);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Telemetry is on");
    assert_eq!(
        lines[1],
        format!("  decided by     {}, line 5", world.config().display())
    );
    assert_eq!(
        lines[2],
        "  server         none: the program names no server, so nothing can be sent"
    );
    assert!(lines[3].ends_with(&world.telemetry("").display().to_string()), "{text}");
    assert_eq!(
        lines[4],
        format!("  user id        {}", world.user_id().expect("a user id"))
    );
    // The start of the run that asks waits for what else that run does.
    assert_eq!(lines[5], "  queued         0");
    assert!(
        lines[6].starts_with("  last delivery  20") && lines[6].ends_with("Z: sent"),
        "{text}"
    );
    assert_eq!(lines.len(), 7);
}

#[test]
fn each_reason_is_said_in_words() {
    let home = Home::new();
    let first_line = |name: &str, value: &str| {
        let program = home.program(ANNOTATED).args(["status"]).env(name, value);
        program.run().stdout.lines().next().unwrap_or_default().to_owned()
    };
    let config = home.config().display().to_string();
    home.write_config("telemetry:\n  collect: crashes\n");
    assert_eq!(first_line("CI", ""), "Telemetry is on, for crashes only");
    home.withdraw();
    assert_eq!(
        first_line("CI", ""),
        format!("Telemetry is off: {config} says `telemetry: collect: false`")
    );
    home.write_config("a: 1\n");
    let not_asked = format!("Telemetry is off: {config} has no `telemetry: collect`");
    assert_eq!(first_line("CI", ""), not_asked);
    home.write_config("telemetry:\n  collect: yes\n");
    assert!(first_line("CI", "").starts_with(&format!("Telemetry is off: {config}:2: ")));
    let off = |what: &str| format!("Telemetry is off: the environment variable {what}");
    assert_eq!(first_line("CI", "1"), off("CI is set"));
    assert_eq!(first_line("DO_NOT_TRACK", "1"), off("DO_NOT_TRACK is set"));
    assert_eq!(first_line("E2E_TELEMETRY", "off"), off("E2E_TELEMETRY turns it off"));
    let nonsense = off("E2E_TELEMETRY is \"maybe\"; expected off, preview or on");
    assert_eq!(first_line("E2E_TELEMETRY", "maybe"), nonsense);
}

/// One decision, one reason, one next step.
#[test]
fn whatever_decides_is_named_alone() {
    let home = Home::consenting();
    let config = home.config().display().to_string();
    for (name, value, step) in [
        (
            "DO_NOT_TRACK",
            "1",
            "unset DO_NOT_TRACK; then your configuration file decides",
        ),
        ("CI", "1", "unset CI; then your configuration file decides"),
        (
            "E2E_TELEMETRY",
            "off",
            "unset E2E_TELEMETRY; then your configuration file decides",
        ),
        (
            "E2E_TELEMETRY",
            "maybe",
            "unset E2E_TELEMETRY, or set it to off, preview or on",
        ),
    ] {
        let program = home.program(ANNOTATED).args(["status"]).env(name, value);
        let text = program.run().stdout;
        assert_eq!(text.matches(name).count(), 2, "reason and step: {text}");
        assert!(text.contains(&format!("\n  next step      {step}\n")), "{text}");
        assert!(!text.contains(&config), "the file decides nothing: {text}");
    }
    home.write_config("a: 1\ntelemetry:\n  collect: yes\n");
    let shown = home
        .program(crate::CLI)
        .args(["telemetry", "status"])
        .run()
        .quiet()
        .stdout;
    assert_eq!(shown.matches(&config).count(), 1, "{shown}");
    assert!(
        shown.starts_with(&format!("Telemetry is off: {config}:3: "))
            && shown.contains("\n  next step      correct line 3\n"),
        "{shown}"
    );
    let work = home.program(crate::CLI).args(["work"]).run();
    assert_eq!(work.stderr.lines().count(), 1, "{work:?}");
}

#[cfg(unix)]
#[test]
fn a_relative_home_is_the_environments_fault() {
    let home = Home::consenting();
    let relative = || {
        home.program(ANNOTATED)
            .args(["status"])
            .env("HOME", "home")
            .without_env("XDG_CONFIG_HOME")
            .without_env("XDG_DATA_HOME")
    };
    let text = relative().run().quiet().stdout;
    assert!(
        text.starts_with(
            "Telemetry is off: the home directory home is not an absolute path\n  next step      set HOME to"
        ),
        "{text}"
    );
}

#[cfg(unix)]
#[test]
fn what_stands_in_the_way_is_named() {
    for (name, mode) in [("telemetry/outbox", 0o777), ("telemetry", 0o777), ("", 0o777)] {
        let home = Home::consenting();
        home.program(ANNOTATED).run().quiet();
        let directory = home.data().join(name);
        home.set_mode(&directory, mode);
        let path = directory.display().to_string();
        let expected = format!(
            "Telemetry is off: {}: others can write to it",
            path.trim_end_matches('/')
        );
        assert_eq!(status(&home).lines().next(), Some(expected.as_str()));
    }
}

#[test]
fn a_server_that_cannot_be_reached_is_named_with_what_waits() {
    let home = Home::consenting();
    let dsn = refused_dsn();
    home.program(ANNOTATED).args(["evaluate"]).dsn(&dsn).run().quiet();
    home.wait_for_uploaders();
    let text = status(&home);
    assert!(text.contains("\n  queued         3\n"), "{text}");
    let last = text.lines().last().expect("a last line");
    assert!(
        last.starts_with("  last delivery  20") && !last.ends_with("sent"),
        "{last}"
    );
}

#[test]
fn the_answer_is_of_this_moment() {
    let home = Home::consenting();
    let mut running = home
        .program(ANNOTATED)
        .args(["reason", "pause", "reason", "pause", "reason"])
        .start();
    running.wait_for_pause();
    home.withdraw();
    running.go_on();
    running.wait_for_pause();
    home.write_config("telemetry: {collect: [");
    running.go_on();
    let finished = running.finish().quiet();
    let answers: Vec<&str> = finished
        .stdout
        .lines()
        .filter(|line| *line != "paused")
        .map(|line| line.split(['(', ' ']).take(2).last().unwrap_or_default())
        .collect();
    assert_eq!(answers, ["Everything,", "Declined", "Mistake"]);
}

#[test]
fn asking_changes_nothing() {
    let world = World::new();
    for text in ["telemetry:\n  collect: false\n", "telemetry:\n  collect: crashes\n"] {
        world.write_config(text);
        let before = world.program(ANNOTATED).run();
        world.settle();
        let files = world.files();
        world.program(ANNOTATED).args(["status", "status"]).run().quiet();
        world.settle();
        assert_eq!(world.files(), files);
        before.assert_same_as(&world.program(BARE).run());
    }
    assert_eq!(world.settle().connections, 0);
}
