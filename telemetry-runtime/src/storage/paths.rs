//! Paths of the configuration file and of the runtime's files.

use crate::model::app::App;
use directories::ProjectDirs;
use std::path::PathBuf;

/// The two places of a program: the user's configuration file, and our files.
#[derive(Debug, Clone)]
pub(crate) struct Paths {
    /// The YAML file that gives consent; `None` where the program said that there is none.
    pub(crate) config: Option<PathBuf>,
    /// The section of that file which gives it.
    pub(crate) section: &'static str,
    /// The program's own data directory.
    pub(crate) data: PathBuf,
}

impl Paths {
    /// The places that the platform's conventions and the program name. `None` without a home
    /// directory.
    pub(crate) fn of(app: &App) -> Option<Self> {
        let directories = ProjectDirs::from(app.qualifier, app.organization, app.name)?;
        let config = match app.config {
            Some(chosen) => chosen(),
            None => Some(directories.config_dir().join("config.yml")),
        };
        // The local, not the roaming folder: on Windows the latter would carry one machine's runs
        // to another.
        Some(Self {
            config,
            section: app.section,
            data: directories.data_local_dir().to_owned(),
        })
    }

    /// `user_id.json`
    pub(crate) fn user_id(&self) -> PathBuf {
        self.data.join("user_id.json")
    }

    /// Decides between first starts at the same moment.
    pub(crate) fn user_id_lock(&self) -> PathBuf {
        self.telemetry().join("user_id.lock")
    }

    /// The directory of all our other files.
    pub(crate) fn telemetry(&self) -> PathBuf {
        self.data.join("telemetry")
    }

    /// Envelopes that wait to be sent.
    pub(crate) fn outbox(&self) -> PathBuf {
        self.telemetry().join("outbox")
    }

    /// One file for each run that was not yet reported.
    pub(crate) fn runs(&self) -> PathBuf {
        self.telemetry().join("runs")
    }

    /// The last envelopes that were sent.
    pub(crate) fn sent(&self) -> PathBuf {
        self.telemetry().join("sent")
    }

    /// Files that were found where they should not be.
    pub(crate) fn rejected(&self) -> PathBuf {
        self.telemetry().join("rejected")
    }

    /// The day of each check-in.
    pub(crate) fn check_ins(&self) -> PathBuf {
        self.telemetry().join("checkins")
    }

    /// Counts of dropped events that no run journal has.
    pub(crate) fn dropped(&self) -> PathBuf {
        self.telemetry().join("dropped")
    }

    /// What the program could send when the user consented.
    pub(crate) fn consented(&self) -> PathBuf {
        self.telemetry().join("consented")
    }

    /// Who holds this lock is the uploader. The file is never deleted: two who locked two files of
    /// one name would both think so.
    pub(crate) fn lock(&self) -> PathBuf {
        self.telemetry().join("uploader.lock")
    }

    /// What the uploader remembers.
    pub(crate) fn state(&self) -> PathBuf {
        self.telemetry().join("state.json")
    }
}
