//! Tests of the configuration file's errors, with real files.

use super::*;
use std::fs;

/// A directory that is gone when the test is.
struct Scratch(PathBuf);

impl Scratch {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vigilant-{}-{test}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("config.yml")
    }

    fn with(name: &str, text: impl AsRef<[u8]>) -> Self {
        let scratch = Self::new(name);
        fs::write(scratch.file(), text).unwrap();
        scratch
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The message for a broken file, without the path that it starts with.
fn refused(name: &str, text: impl AsRef<[u8]>) -> String {
    let scratch = Scratch::with(name, text);
    let message = Settings::read(scratch.file()).unwrap_err().to_string();
    let path = scratch.file().display().to_string();
    message.strip_prefix(&path).expect("the file is named").to_owned()
}

const DIP: &str = "triggers:
  - name: dip
    drop_percent: 7.5
    within: 48h
    buy_eur: 20
    cooldown: 1w
";

#[test]
fn the_users_choice_is_read() {
    let text = format!("{DIP}marketplace:\n  balance_eur: 100\n");
    let scratch = Scratch::with("choice", text);
    let settings = Settings::read(scratch.file()).unwrap();
    assert_eq!(settings.triggers.len(), 1);
    assert_eq!(settings.triggers[0].condition(), "7.5 % in 48h");
    assert_eq!(
        settings.marketplace,
        Terms {
            balance_eur: 100.0,
            ..Terms::default()
        }
    );
    assert_eq!(settings.notice(), None);
}

#[test]
fn without_triggers_the_built_in_ones_are_used_and_the_user_is_told() {
    let absent = Settings::read(PathBuf::from("/nowhere/config.yml")).unwrap();
    assert_eq!(
        absent.notice().unwrap(),
        "There is no /nowhere/config.yml: using the built-in triggers."
    );
    assert_eq!(absent.triggers, trigger::built_in());
    for text in [
        "",
        "# nothing yet\n",
        "triggers: []\n",
        "triggers:\n",
        "telemetry:\n  collect: true\n",
    ] {
        let settings = Settings::parse(text).unwrap();
        assert_eq!(settings.triggers, trigger::built_in(), "{text:?}");
        assert!(settings.notice().is_some(), "{text:?}");
    }
}

#[test]
fn telemetrys_section_is_not_ours_to_judge() {
    for section in [
        "telemetry: {collect: maybe, what: [1, 2]}\n",
        "telemetry: 5\n",
        "telemetry:\n",
    ] {
        assert_eq!(
            Settings::parse(&format!("{section}{DIP}")).unwrap().triggers.len(),
            1,
            "{section}"
        );
    }
}

#[test]
fn a_wrong_value_is_named_with_its_line_and_the_fix() {
    let message = refused("value", DIP.replace("7.5", "120"));
    assert_eq!(
        message,
        format!(
            ":3: triggers[0].drop_percent: invalid value: 120, \
             expected a percentage between 0 and 100\n  fix: {FIX_VALUE}"
        )
    );
    let message = refused("span", DIP.replace("48h", "48"));
    assert!(
        message
            .starts_with(":4: triggers[0].within: invalid value: string \"48\", expected a span of time such as 24h"),
        "{message}"
    );
    let message = refused("amount", DIP.replace("20", "-20"));
    assert!(
        message.contains(":5: ") && message.contains("an amount in euros above 0"),
        "{message}"
    );
    let message = refused("word", "marketplace: kraken\n");
    assert!(
        message.starts_with(":1: ") && message.contains("expected a section with `name`"),
        "{message}"
    );
    let message = refused("list", "- 5\n");
    assert!(
        message.starts_with(":1: ") && message.contains("expected sections such as"),
        "{message}"
    );
    let message = refused("fee", "marketplace:\n  name: paper\n  fee_percent: 100\n");
    assert!(
        message.starts_with(":3: ") && message.ends_with(FIX_MARKETPLACE),
        "{message}"
    );
}

#[test]
fn an_unknown_key_is_named_with_the_known_ones() {
    let message = refused("key", DIP.replace("drop_percent", "drop"));
    assert!(
        message.contains("unknown field `drop`, expected one of `name`, `drop_percent`"),
        "{message}"
    );
    assert!(message.starts_with(":3: "), "{message}");
    let message = refused("section", format!("{DIP}trigers: []\n"));
    assert!(
        message.starts_with(":7: unknown field `trigers`") && message.ends_with(FIX_TOP),
        "{message}"
    );
    let message = refused("marketplace", "marketplace:\n  name: kraken\n");
    assert!(
        message.starts_with(":2: ") && message.contains("unknown variant `kraken`, expected `paper`"),
        "{message}"
    );
}

#[test]
fn a_missing_key_is_named() {
    let message = refused("missing", DIP.replace("    buy_eur: 20\n", ""));
    assert!(
        message.starts_with(":2: triggers[0]: missing field `buy_eur`"),
        "{message}"
    );
}

#[test]
fn two_triggers_of_one_name_are_refused() {
    let next = |name: &str| DIP.replace("triggers:\n", "").replace("name: dip", name);
    let message = refused(
        "twins",
        format!("{DIP}{}{}", next("name: dip of the year"), next("name: \"dip\"")),
    );
    assert!(
        message.starts_with(":12: two triggers have the name \"dip\""),
        "{message}"
    );
}

#[test]
fn what_is_no_yaml_is_refused_with_its_line() {
    let message = refused("yaml", "triggers:\n  - name: dip\n   drop_percent: 5\n");
    assert!(
        message.starts_with(":3: ") && message.ends_with(FIX_SYNTAX),
        "{message}"
    );
}

#[test]
fn what_is_no_text_file_is_refused() {
    assert!(refused("bytes", b"triggers: \xff\n").ends_with(FIX_READING));
    let scratch = Scratch::new("directory");
    fs::create_dir(scratch.file()).unwrap();
    let message = Settings::read(scratch.file()).unwrap_err().to_string();
    assert!(message.contains("config.yml: this is no file"), "{message}");
}
