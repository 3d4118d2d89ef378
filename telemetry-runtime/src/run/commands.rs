//! Records that a command was entered.

use super::record::Run;
use crate::event::message;
use crate::model::reason::Scope;
use crate::model::tag_values;
use crate::registry::command::{self, Command};
use crate::storage::outbox::envelope::Class;

impl Run {
    /// Records a command with its tags, unless one of its name was recorded.
    pub(crate) fn record_command(&self, command: &'static Command, words: &[&dyn Fn() -> &'static str]) {
        if self.scope != Scope::Everything || !command.is_first_of_its_name() {
            return;
        }
        let tags = tag_values::checked(command.tags, words);
        self.record(Class::Message, message::command(command.name, &tags));
    }

    /// Records the commands that were entered before this process took over the run. Their tags are
    /// not known any more.
    pub(super) fn record_missed_commands(&self) {
        for command in command::all().filter(|command| command.take_missed()) {
            self.record_command(command, &[]);
        }
    }
}
