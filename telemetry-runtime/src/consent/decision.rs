//! Decides whether the user asked for telemetry. The environment can only refuse; only the user's
//! own file can consent.

use super::config::{self, Collect, Section};
use super::environment::{self, Variable};
use super::store;
use crate::model::app::{App, Delivery};
use crate::model::dsn::Dsn;
use crate::model::reason::{Consent, ConsentSource, Reason, Scope};
use crate::model::sample;
use crate::storage::paths::Paths;
use crate::storage::user_id;
use crate::util::home;
use crate::util::{files, platform};
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The time for which an editor that saves the file may leave it empty or absent.
const SAVING: Duration = Duration::from_millis(20);

/// The limit for the size of a configuration file, in bytes.
pub(super) const LARGEST_CONFIG: u64 = 1024 * 1024;

/// The decision, and the other values in the user's file.
#[derive(Debug)]
pub(crate) struct Decision {
    pub(crate) consent: Consent,
    /// The user asked to see the payloads on stderr instead of having them sent.
    pub(crate) preview: bool,
    /// `dsn` in the section: the user's own server.
    pub(crate) dsn: Option<Dsn>,
    /// `delivery` in the section.
    pub(crate) delivery: Option<Delivery>,
}

impl Decision {
    /// How much the user shares; `None` in a preview, which needs no consent and so gives none.
    pub(crate) fn shares(&self) -> Option<Scope> {
        match self.consent {
            Consent::On(scope, _) => (!self.preview).then_some(scope),
            Consent::Off(_) => None,
        }
    }

    fn off(reason: Reason) -> Self {
        Self {
            consent: Consent::Off(reason),
            preview: false,
            dsn: None,
            delivery: None,
        }
    }
}

impl Reason {
    /// Returns true if the user's file does not ask for telemetry, judged by a single read.
    pub(crate) fn may_withdraw(&self) -> bool {
        matches!(self, Self::NoFile(..) | Self::NotAsked(..) | Self::Declined(..))
    }

    /// Returns true if the user's file refuses, so that earlier events must be purged.
    ///
    /// Editors empty a file, or move it away, before they write it. So a file that does not ask for
    /// telemetry and that changed just now is read again after a moment.
    pub(crate) fn withdraws(&self) -> bool {
        self.still_withdraws(|| std::thread::sleep(SAVING))
    }

    fn still_withdraws(&self, pause: impl FnOnce()) -> bool {
        match self {
            Self::Declined(..) => true,
            Self::NoFile(path, section) | Self::NotAsked(path, section) if changed_just_now(path) => {
                pause();
                match ask(Some(path), section) {
                    Ok((_, section)) => matches!(section.collect, None | Some(Collect::Nothing)),
                    Err(reason) => reason.may_withdraw(),
                }
            }
            _ => self.may_withdraw(),
        }
    }

    /// Returns true if the user needs a line on stderr: they set a value that has no effect,
    /// because it has a mistake.
    pub(crate) fn deserves_a_line(&self) -> bool {
        matches!(self, Self::Mistake { .. } | Self::UnknownVariable(..) | Self::NoDsn(_))
    }
}

/// Decides for this process, in the order of precedence. `paths` has the path of the user's file.
pub(crate) fn decide(app: &App, paths: Option<&Paths>) -> Decision {
    let (refusals, preview) = environment_says(app);
    if let Some(reason) = refusals.into_iter().next() {
        return Decision::off(reason);
    }
    if !cfg!(any(target_os = "linux", target_os = "macos", target_os = "windows")) {
        return Decision::off(Reason::Platform);
    }
    if platform::privileged_start() {
        return Decision::off(Reason::Privileged);
    }
    let Some(paths) = paths else {
        return Decision::off(Reason::NoHome);
    };
    let section = ours_is_the_home().and_then(|()| ask(paths.config.as_deref(), paths.section));
    let consent = match &section {
        // A preview records nothing, so it needs no consent. It shows a user what consent would
        // mean.
        _ if preview => {
            let scope = match &section {
                Ok((_, section)) if section.collect == Some(Collect::Crashes) => Scope::Crashes,
                _ => Scope::Everything,
            };
            Consent::On(
                scope,
                ConsentSource {
                    file: paths.config.clone().unwrap_or_default(),
                },
            )
        }
        Ok((path, section)) => match section.collect {
            Some(Collect::Everything) => Consent::On(Scope::Everything, ConsentSource { file: path.clone() }),
            Some(Collect::Crashes) => Consent::On(Scope::Crashes, ConsentSource { file: path.clone() }),
            Some(Collect::Nothing) => Consent::Off(Reason::Declined(path.clone(), paths.section)),
            None => Consent::Off(Reason::NotAsked(path.clone(), paths.section)),
        },
        Err(reason) => Consent::Off(reason.clone()),
    };
    let section = section.map(|(_, section)| section).unwrap_or_default();
    Decision {
        consent,
        preview,
        dsn: section.dsn,
        delivery: section.delivery,
    }
}

/// All reasons of the environment against telemetry. If there are none, the next reason that
/// decides against it.
pub(crate) fn overrides(app: &App, paths: &Paths) -> Vec<Reason> {
    let (mut obstacles, _) = environment_says(app);
    if obstacles.is_empty() {
        obstacles.extend(decide(app, Some(paths)).consent.reason().cloned());
    }
    let id = user_id::read(&paths.user_id());
    if let (true, Some(share), Some(id)) = (obstacles.is_empty(), app.sample, id)
        && !sample::contains(id, &app.release_name(), share)
    {
        obstacles.push(Reason::NotInSample(share.to_string()));
    }
    obstacles
}

/// All reasons of the environment against telemetry, in the order of precedence, and whether it
/// asks for a preview.
fn environment_says(app: &App) -> (Vec<Reason>, bool) {
    let mut refusals: Vec<Reason> = environment::refusals(|name| std::env::var_os(name)).collect();
    let variable = app.variable("_TELEMETRY");
    let says = environment::variable(std::env::var_os(&variable));
    let preview = says == Variable::Preview;
    match says {
        Variable::Nothing | Variable::Preview => {}
        Variable::Off => refusals.push(Reason::Variable(variable)),
        Variable::Unknown(value) => refusals.push(Reason::UnknownVariable(variable, value)),
    }
    let redirect = app.variable("_TELEMETRY_DSN");
    if std::env::var_os(&redirect).is_some_and(|dsn| !is_dsn(&dsn)) {
        refusals.push(Reason::NoDsn(redirect));
    }
    (refusals, preview)
}

fn is_dsn(value: &std::ffi::OsStr) -> bool {
    value.is_empty() || value.to_str().is_some_and(|value| value.parse::<Dsn>().is_ok())
}

/// The line of the user's file that gives or refuses consent, counted from 1.
pub(crate) fn deciding_line(file: &Path, section: &str) -> Option<usize> {
    let bytes = files::open_followed(file)
        .and_then(|file| files::read_from(&file, LARGEST_CONFIG))
        .ok()?;
    config::line_of(config::text(&bytes).ok()?, &[section, "collect"])
}

/// Fails if the home directory belongs to another user. `sudo` that keeps `HOME` must not read one
/// user's choice, or write files into that user's directories, as another user.
pub(super) fn ours_is_the_home() -> Result<(), Reason> {
    let Some(home) = home::home() else { return Ok(()) };
    match std::fs::metadata(&home) {
        Ok(metadata) => files::belongs_to_us(&metadata, 0).map_err(|why| Reason::Foreign(home, why)),
        // A missing home directory is no mistake: the other directories may be elsewhere. If they
        // are not, their own absence is reported.
        Err(_) => Ok(()),
    }
}

/// The user's file, as the program names it.
pub(super) fn named(path: Option<&Path>) -> Result<&Path, Reason> {
    let path = path.ok_or(Reason::NoFileNamed)?;
    if path.is_absolute() {
        return Ok(path);
    }
    // If the program names no file, the file is in the home directory.
    Err(
        match home::home().filter(|home| home.is_relative() && path.starts_with(home)) {
            Some(home) => Reason::RelativeHome(home),
            None => Reason::RelativePath(path.to_owned()),
        },
    )
}

/// Reads the section of the user's file.
fn ask(path: Option<&Path>, section: &'static str) -> Result<(PathBuf, Section), Reason> {
    let path = named(path)?;
    let unreadable = |error: io::Error| {
        if is_absent(&error) {
            Reason::NoFile(path.to_owned(), section)
        } else {
            Reason::Unreadable(path.to_owned(), error.to_string())
        }
    };
    // The path may be a link, as in a repository of dotfiles.
    let file = files::open_followed(path).map_err(unreadable)?;
    let metadata = file.get().and_then(File::metadata).map_err(unreadable)?;
    // Any user who can write the file could consent in this user's name.
    store::is_the_users_choice(path, &metadata).map_err(|why| Reason::Foreign(path.to_owned(), why))?;
    let bytes = files::read_from(&file, LARGEST_CONFIG).map_err(unreadable)?;
    match config::section(&bytes, section) {
        Ok(section) => Ok((path.to_owned(), section)),
        // The file may say anything. But a user who never heard of telemetry must not get a line
        // about it in each run.
        Err(mistake) if !config::may_be_ours(&bytes, section) => Err(Reason::Unreadable(path.to_owned(), mistake.what)),
        Err(mistake) => Err(Reason::Mistake {
            file: path.to_owned(),
            line: mistake.line,
            what: mistake.what,
        }),
    }
}

/// Returns true if the file, or the directory that lacks it, was written in the last two seconds.
/// The times of some file systems are no finer.
fn changed_just_now(path: &Path) -> bool {
    const JUST_NOW: Duration = Duration::from_secs(2);
    let metadata = std::fs::metadata(path).or_else(|_| std::fs::metadata(path.parent().unwrap_or(path)));
    let changed = metadata.and_then(|metadata| metadata.modified());
    changed.is_ok_and(|changed| {
        SystemTime::now()
            .duration_since(changed)
            .is_ok_and(|age| age < JUST_NOW)
    })
}

/// Returns true if a file that could not be opened does not exist.
///
/// std also reports files as missing on a drive or server of Windows that cannot be reached now.
/// The folders of a user's profile may be on such a server, and a user who is offline withdraws
/// nothing.
fn is_absent(error: &io::Error) -> bool {
    const INVALID_DRIVE: i32 = 15;
    const BAD_NETWORK_PATH: i32 = 53;
    const BAD_NETWORK_NAME: i32 = 67;
    let is_out_of_reach = |code| cfg!(windows) && matches!(code, INVALID_DRIVE | BAD_NETWORK_PATH | BAD_NETWORK_NAME);
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
        && !error.raw_os_error().is_some_and(is_out_of_reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "telemetry";

    fn reason(path: &Path) -> Reason {
        ask(Some(path), NAME).unwrap_err()
    }

    #[test]
    fn what_is_in_the_place_of_the_file_is_no_withdrawal_unless_nothing_is() {
        let scratch = tempfile::tempdir().unwrap();
        let directory = reason(scratch.path());
        assert_eq!(
            directory,
            Reason::Unreadable(scratch.path().to_owned(), "not a regular file".to_owned())
        );
        assert!(!directory.withdraws());
        let nothing = scratch.path().join("config.yml");
        assert_eq!(reason(&nothing), Reason::NoFile(nothing.clone(), NAME));
        assert!(reason(&nothing).withdraws());
        let below_a_file = nothing.join("config.yml");
        std::fs::write(&nothing, "").unwrap();
        assert_eq!(reason(&below_a_file), Reason::NoFile(below_a_file.clone(), NAME));
    }

    #[test]
    fn a_file_that_is_being_saved_is_no_withdrawal() {
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("config.yml");
        let save = |text: &str| std::fs::write(&file, text).unwrap();
        // An editor has moved the file away, emptied it, or written half of it.
        for half in [None, Some(""), Some("a: 1\n")] {
            for whole in [
                "telemetry:\n  collect: true\n",
                "telemetry:\n  collect: crashes\n",
                "telemetry: [\n",
            ] {
                let _ = std::fs::remove_file(&file);
                if let Some(half) = half {
                    save(half);
                }
                let reason =
                    ask(Some(&file), NAME).map_or_else(|reason| reason, |_| Reason::NotAsked(file.clone(), NAME));
                assert!(reason.may_withdraw() && reason.withdraws(), "nobody goes on writing");
                assert!(!reason.still_withdraws(|| save(whole)), "{half:?} and then {whole}");
                assert!(reason.still_withdraws(|| save("b: 1\n")));
            }
        }
        let long_ago = SystemTime::now() - Duration::from_secs(60);
        File::options()
            .write(true)
            .open(&file)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
        let no_pause = || panic!("nobody is saving the file");
        assert!(Reason::NotAsked(file.clone(), NAME).still_withdraws(no_pause));
        assert!(Reason::Declined(file.clone(), NAME).still_withdraws(no_pause));
        assert!(!Reason::Unreadable(file.clone(), String::new()).still_withdraws(no_pause));
    }

    #[cfg(windows)]
    #[test]
    fn a_file_that_is_locked_by_another_program_is_no_withdrawal() {
        use std::os::windows::fs::OpenOptionsExt;
        let scratch = tempfile::tempdir().unwrap();
        let file = scratch.path().join("config.yml");
        std::fs::write(&file, "telemetry:\n  collect: true\n").unwrap();
        let _held = std::fs::OpenOptions::new()
            .read(true)
            .share_mode(0)
            .open(&file)
            .unwrap();
        let reason = reason(&file);
        assert!(
            matches!(reason, Reason::Unreadable(..)) && !reason.withdraws(),
            "{reason}"
        );
    }

    #[cfg(windows)]
    #[test]
    fn a_drive_or_a_server_out_of_reach_is_no_withdrawal() {
        for code in [15, 53, 67] {
            let error = io::Error::from_raw_os_error(code);
            assert!(!is_absent(&error), "{error}");
        }
        for code in [2, 3] {
            assert!(is_absent(&io::Error::from_raw_os_error(code)));
        }
    }
}
