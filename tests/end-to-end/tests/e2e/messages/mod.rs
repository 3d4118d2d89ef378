//! Every line that a user of an instrumented program can see, in one file: `messages.txt`.
//!
//! To write the file anew after a change: `UPDATE_MESSAGES=1 cargo test -p end-to-end messages::`.

use crate::CLI;
use end_to_end::{Finished, World};
use receiver::Behaviour;
use std::fmt::Write as _;
use std::path::Path;

/// A story of runs and what each of them printed.
struct Story {
    world: World,
    text: String,
}

impl Story {
    fn chapter(&mut self, title: &str) {
        let _ = writeln!(self.text, "\n## {title}");
    }

    /// Runs the program, with variables of its environment in front.
    fn run(&mut self, line: &str) -> &mut Self {
        let words = line.split(' ').skip_while(|word| word.contains('='));
        let variables = line.split(' ').map_while(|word| word.split_once('='));
        let program = self.world.program(CLI).args(words);
        let finished = variables
            .fold(program, |program, (name, value)| program.env(name, value))
            .run();
        self.tell(line, &finished);
        self
    }

    fn tell(&mut self, line: &str, finished: &Finished) {
        let (variables, words): (Vec<_>, Vec<_>) = line.split(' ').partition(|word| word.contains('='));
        let command = [&*variables, &["e2e"], &*words].concat().join(" ");
        let _ = writeln!(self.text, "\n$ {command}");
        for (mark, output) in [("", &finished.stdout), ("! ", &finished.stderr)] {
            // clap prints it only with its feature `usage`, which another package may turn on.
            let lines = output.lines().filter(|line| !line.starts_with("Usage:"));
            let mut lines: Vec<String> = lines.map(normalised).collect();
            if words == ["telemetry", "show"] {
                // A session has the time of its run's start, which is that of the first event or
                // the one before.
                lines.sort();
            }
            for line in lines {
                let _ = writeln!(self.text, "{mark}{line}");
            }
        }
        if finished.code != Some(0) {
            let _ = writeln!(self.text, "(exit code {})", finished.code.unwrap_or(-1));
        }
    }

    /// What is different in each run of this test, by a fixed word.
    fn normalised(&self) -> String {
        let receiver = self.world.receiver.dsn();
        let server = receiver.rsplit('@').next().unwrap_or_default().trim_end_matches("/1");
        let home = self.world.home.path().display().to_string();
        self.text.replace(&home, "~").replace(server, "127.0.0.1:8000")
    }
}

/// The line with fixed words for what differs in each run: ids, times, and how much is queued.
fn normalised(line: &str) -> String {
    if line.starts_with("  queued   ") && !line.ends_with(" 0") {
        return "  queued         (number)".to_owned();
    }
    let is_id = |word: &str| matches!(word.len(), 8 | 32) && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_time = |word: &str| word.len() >= 20 && word.starts_with("20") && word.ends_with('Z');
    let word = |word: &str| {
        let bare = word.trim_end_matches([':', ',', '.']);
        let rest = &word[bare.len()..];
        match bare {
            id if is_id(id) => format!("(id){rest}"),
            time if is_time(time) => format!("(time){rest}"),
            _ => word.to_owned(),
        }
    };
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn story() -> String {
    let mut story = Story {
        world: World::new(),
        text: "# What a user of an instrumented program can read\n".to_owned(),
    };
    story.chapter("Help");
    story.run("telemetry --help");
    for command in ["status", "show", "events", "forget"] {
        story.run(&format!("telemetry {command} --help"));
    }
    story.chapter("Off, as for everybody who did nothing");
    story
        .run("work")
        .run("telemetry status")
        .run("telemetry show")
        .run("telemetry flush");
    story
        .run("telemetry reset-id")
        .run("telemetry forget")
        .run("telemetry off");
    story.chapter("What could be sent");
    story.run("telemetry events");
    story.chapter("Turned on");
    story.run("telemetry on").run("telemetry on").run("work");
    story.world.settle();
    // What the last uploader left, such as the session.
    story.world.program(CLI).args(["telemetry", "flush"]).run().quiet();
    story.run("telemetry show").run("telemetry status");
    story
        .world
        .receiver
        .behave(Behaviour::status_with(429, &[("Retry-After", "3600")]));
    story.run("work");
    story.world.settle();
    story.run("telemetry status");
    story.chapter("The environment says otherwise");
    for variable in [
        "DO_NOT_TRACK=1",
        "CI=true",
        "E2E_TELEMETRY=off",
        "E2E_TELEMETRY=maybe",
        "E2E_TELEMETRY=preview",
    ] {
        story.run(&format!("{variable} telemetry status"));
    }
    story.run("E2E_TELEMETRY=maybe work").run("DO_NOT_TRACK=1 telemetry on");
    story.chapter("A mistake in the file");
    for text in [
        "telemetry:\n  collect: yes\n",
        "telemetry: [\n",
        "telemetry:\n  colect: true\n",
        "a: b: c\n",
    ] {
        story.world.write_config(text);
        let _ = writeln!(story.text, "\n{text}");
        story.run("work").run("telemetry status");
    }
    story.world.write_config("telemetry: {collect: false}\n");
    story.run("telemetry on");
    story.world.write_config("telemetry:\n  collect: crashes\n");
    story.run("telemetry status");
    story.chapter("Forgotten, and off");
    story.world.write_config("telemetry:\n  collect: true\n");
    story
        .run("telemetry reset-id")
        .run("telemetry forget")
        .run("telemetry off")
        .run("telemetry off");
    story.normalised()
}

#[test]
fn every_message_is_as_it_was_read_last() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/messages/messages.txt");
    let text = story();
    if std::env::var_os("UPDATE_MESSAGES").is_some() {
        std::fs::write(&file, text).expect("the file");
        return;
    }
    let read = std::fs::read_to_string(&file).expect("the file");
    for (number, (now, before)) in text.lines().zip(read.lines()).enumerate() {
        assert_eq!(now, before, "messages.txt:{}", number + 1);
    }
    assert_eq!(text.lines().count(), read.lines().count(), "{text}");
}
