//! Every operation of programs and uploaders.

use super::kinds::Fault;
use super::library::{Operation, Who, log, watched};
use crate::delivery::time_goes_by;
use crate::{ANNOTATED, BARE, INLINE};
use end_to_end::{Finished, Home, Signal, World};
use receiver::Received;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

const WAYS: &str = env!("CARGO_BIN_EXE_end_ways");
const WAYS_BARE: &str = env!("CARGO_BIN_EXE_end_ways_bare");
/// Cases of each scenario in an ordinary run.
const SOME: usize = 8;
/// Cases at once: most of the time they wait.
const AT_ONCE: usize = 6;
/// An uploader that finds no end would take half a minute, and a program that waits for a disk for
/// ever.
const SOON: Duration = Duration::from_secs(25);

/// A program that does what it does, and to whom it happens.
struct Scenario {
    program: &'static str,
    twin: &'static str,
    arguments: &'static [&'static str],
    who: Who,
    inline: bool,
    /// Whether an earlier run left something.
    later: bool,
    /// How many events it makes.
    events: usize,
}

/// What the earlier run left in the outbox.
const LEFT: usize = 2;
const CONSENT: &str = "telemetry:\n  collect: true\n";
const INLINE_CONSENT: &str = "telemetry:\n  collect: true\n  delivery: inline\n";

impl Scenario {
    fn world(&self) -> World {
        let world = World::new();
        if self.later {
            world.write_config(INLINE_CONSENT);
            let mut running = world.program(ANNOTATED).args(["evaluate", "pause"]).start();
            running.wait_for_pause();
            running.signal(Signal::KILL);
            running.finish();
            assert_eq!(world.names("outbox").len(), LEFT);
        }
        world.write_config(if self.inline { INLINE_CONSENT } else { CONSENT });
        world
    }

    /// The operations of a run in which nothing fails.
    fn operations(&self) -> Vec<Operation> {
        let world = self.world();
        watched(&world, world.program(self.program).args(self.arguments)).run();
        world.wait_for_uploaders();
        let mut operations = log(&world);
        operations.retain(|operation| operation.who == self.who && operation.number > 0);
        operations
    }

    /// What its user sees of it.
    fn without_telemetry(&self) -> Finished {
        let own = ["status", "check-in"];
        let arguments = self
            .arguments
            .iter()
            .filter(|argument| !own.iter().any(|own| argument.starts_with(own)));
        Home::new().program(self.twin).args(arguments).run()
    }

    /// Tries a few faults that lie far apart.
    fn try_some(&self) {
        let operations = self.operations();
        let faults = Self::faults(&operations);
        let step = faults.len() / SOME;
        self.try_each(&operations, faults.into_iter().step_by(step).collect());
    }

    /// Tries a fault at each operation.
    fn try_all(&self) {
        let operations = self.operations();
        let faults = Self::faults(&operations);
        self.try_each(&operations, faults);
    }

    /// What can happen to each operation: one of its faults, or all with `E2E_FAULTS=all`.
    fn faults(operations: &[Operation]) -> Vec<Fault> {
        let all = std::env::var("E2E_FAULTS").is_ok_and(|which| which == "all");
        let mut faults = Vec::new();
        for (number, operation) in operations.iter().enumerate() {
            let of_this = Fault::of(operation);
            if all {
                faults.extend(of_this);
            } else if number == 0 || !operation.goes_on(&operations[number - 1]) {
                let length = of_this.len();
                faults.extend(of_this.into_iter().nth(number % length.max(1)));
            }
        }
        assert!(faults.len() > 50, "{operations:?}");
        faults
    }

    fn try_each(&self, operations: &[Operation], faults: Vec<Fault>) {
        let total = faults.len();
        let twin = self.without_telemetry();
        let (faults, wrong) = (Mutex::new(faults.into_iter()), Mutex::new(Vec::new()));
        let struck = thread::scope(|scope| {
            let one_after_the_other = || {
                let mut struck = 0;
                loop {
                    let next = faults.lock().expect("the faults").next();
                    let Some(fault) = next else { return struck };
                    let mut case = Case::new(self.world(), fault);
                    case.run(self, &twin);
                    struck += usize::from(case.struck);
                    if !case.wrong.is_empty() {
                        let operation = operations.iter().find(|operation| operation.number == fault.at);
                        wrong
                            .lock()
                            .expect("a list")
                            .push(format!("{fault}, at {operation:?}: {:#?}", case.wrong));
                    }
                }
            };
            let threads: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(one_after_the_other)).collect();
            threads
                .into_iter()
                .map(|thread| thread.join().expect("no panic"))
                .sum::<usize>()
        });
        let wrong = wrong.into_inner().expect("a list");
        assert!(wrong.is_empty(), "{} of {total}:\n{}", wrong.len(), wrong.join("\n"));
        // Uploaders do not do the same each time.
        assert!(
            struck + 2 + total / 10 >= total,
            "{struck} of {total} operations came about"
        );
    }
}

/// One fault in one home.
struct Case {
    world: World,
    fault: Fault,
    struck: bool,
    /// Runs in which nothing fails, each of which tells that it started.
    runs_after: usize,
    wrong: Vec<String>,
}

/// Id and deliveries.
type Arrived = BTreeMap<String, usize>;

impl Case {
    fn new(world: World, fault: Fault) -> Self {
        Self {
            world,
            fault,
            struck: false,
            runs_after: 0,
            wrong: Vec::new(),
        }
    }

    fn check(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.wrong.push(what());
        }
    }

    fn run(&mut self, scenario: &Scenario, twin: &Finished) {
        let user = self.world.user_id();
        let program = self.world.program(scenario.program).args(scenario.arguments);
        let finished = self.fault.strikes(&self.world, program).run();
        self.looks_like(&finished, twin);
        let begun = Instant::now();
        self.world.wait_for_uploaders();
        self.check(begun.elapsed() < SOON, || {
            format!("the uploader took {:?}", begun.elapsed())
        });
        let operations = log(&self.world);
        self.struck = self.fault.struck(&self.world);
        let of_uploader = |operation: &&Operation| operation.who == Who::Uploader;
        let ended = operations
            .iter()
            .filter(of_uploader)
            .any(|operation| operation.name == "exit");
        self.check(
            ended || !operations.iter().any(|operation| of_uploader(&operation)),
            || "the uploader did not exit by itself".to_owned(),
        );
        self.status_names_it(scenario, &operations, &finished.stdout);
        let made = self.world.user_id();
        self.all_is_well_again();
        let received = self.world.receiver.so_far();
        self.everything_arrived(scenario, &operations, &received);
        self.nothing_is_left();
        let now = self.world.user_id();
        self.check(user.is_none() || user == now, || "another user".to_owned());
        self.check(made.is_none() || made == now, || "another user".to_owned());
    }

    fn looks_like(&mut self, finished: &Finished, twin: &Finished) {
        let mut visible = finished.clone();
        if let Some((before, _)) = finished.stdout.split_once("Telemetry is ") {
            before.clone_into(&mut visible.stdout);
        }
        let same = std::panic::catch_unwind(|| visible.assert_same_as(twin)).is_ok();
        self.check(same, || format!("{finished:?}"));
        self.check(finished.took < SOON, || format!("it took {:?}", finished.took));
    }

    /// While the fault lasts, the program can tell what is in the way.
    fn status_names_it(&mut self, scenario: &Scenario, operations: &[Operation], stdout: &str) {
        if !scenario.arguments.contains(&"status") || !self.fault.lasts || !self.struck {
            return;
        }
        let taken_over = operations
            .iter()
            .filter(|operation| id_of(operation).is_some() && operation.who == Who::Program);
        let has_uploader = operations.iter().any(|operation| operation.who == Who::Uploader);
        if taken_over.count() < 4 || !has_uploader {
            let words = self.fault.words();
            self.check(stdout.contains(&words), || {
                format!("{words:?} is not in the status: {stdout}")
            });
        }
    }

    fn all_is_well_again(&mut self) {
        self.world.write_config(CONSENT);
        // On a busy machine, half a second may be too short for a server.
        for _ in 0..10 {
            let finished = self.world.program(INLINE).run();
            self.runs_after += 1;
            self.check(finished.code == Some(0), || format!("{finished:?}"));
            if self.world.names("outbox").is_empty() && self.world.names("runs").is_empty() {
                return;
            }
            // Unfinished files are swept when they are old.
            self.make_old();
            if self.world.telemetry("state.json").exists() {
                time_goes_by(&self.world);
            }
        }
    }

    fn make_old(&self) {
        for file in self.world.files() {
            let path = self.world.path().join(&file);
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            if name.starts_with('.') && path.is_file() {
                let file = fs::File::options().write(true).open(&path).expect("a file");
                let old = std::time::SystemTime::now() - Duration::from_secs(2 * 60 * 60);
                file.set_modified(old).expect("a time");
            }
        }
    }

    fn everything_arrived(&mut self, scenario: &Scenario, operations: &[Operation], received: &Received) {
        let faults = received.errors_but_for_repeats();
        self.check(faults.is_empty(), || format!("{faults:?}"));
        let arrived = arrived(received);
        let counted = received.count_of_discarded();
        let withdrawn: BTreeSet<String> = operations
            .iter()
            // Also where that could not be done any more.
            .filter(|operation| operation.who == Who::Program && operation.name == "unlink")
            .filter_map(|operation| Some(operation.path.rsplit_once("/runs/")?.1.to_owned()))
            .collect();
        let taken_over: BTreeSet<String> = operations.iter().filter_map(id_of).collect();
        let missing: Vec<_> = taken_over
            .iter()
            .filter(|id| !arrived.contains_key(*id) && !withdrawn.contains(*id))
            .collect();
        self.check(missing.is_empty(), || format!("these did not arrive: {missing:?}"));
        let often = arrived.iter().find(|(_, times)| **times > 2);
        self.check(often.is_none(), || format!("{often:?}"));
        let is_on = operations.iter().any(|operation| {
            operation.who == Who::Program && id_of(operation).is_some_and(|_| operation.path.contains("/runs/"))
        });
        if !is_on {
            return self.check(counted == 0, || format!("{counted} counted while it was off"));
        }
        let events: BTreeSet<String> = received
            .events()
            .iter()
            .map(|event| event["event_id"].to_string())
            .collect();
        let made = scenario.events + if scenario.later { LEFT } else { 0 } + self.runs_after;
        // Whether a check-in was told already is not known where its file cannot be had.
        let doubtful = operations
            .iter()
            .any(|operation| operation.path.contains("/checkins") && operation.error == self.fault.kind.errno);
        let lost = (made - events.len() - usize::from(doubtful && made > events.len())) as u64;
        // Where nothing can be written any more, nothing can be counted; the program's last word is
        // that it ends.
        let marked = operations.iter().rfind(|operation| {
            let is_of_mark = ["reopen", "stat", "fstat", "write"].contains(&operation.name.as_str());
            operation.who == Who::Program && is_of_mark && operation.path.contains("/runs/")
        });
        let is_marked = marked.is_some_and(|marked| marked.error <= 0);
        let can_count = withdrawn.is_empty() && (is_marked || !self.fault.lasts);
        self.check(counted >= lost || !can_count, || {
            format!("{lost} were lost and {counted} counted")
        });
        self.check(counted <= lost, || format!("{lost} were lost and {counted} counted"));
    }

    fn nothing_is_left(&mut self) {
        if self.world.files().iter().any(|file| is_unfinished(file)) {
            self.make_old();
            self.world.program(INLINE).run();
        }
        let unfinished: Vec<_> = self
            .world
            .files()
            .into_iter()
            .filter(|file| is_unfinished(file))
            .collect();
        self.check(unfinished.is_empty(), || format!("left: {unfinished:?}"));
        for directory in ["outbox", "runs", "rejected"] {
            let names = self.world.names(directory);
            self.check(names.is_empty(), || format!("in {directory}: {names:?}"));
        }
        let lock = fs::File::open(self.world.telemetry("uploader.lock")).expect("the lock");
        self.check(lock.try_lock().is_ok(), || "somebody holds the lock".to_owned());
    }
}

/// A file of ours that was not finished.
fn is_unfinished(file: &str) -> bool {
    file.starts_with(".local/share/") && file.rsplit('/').next().is_some_and(|name| name.starts_with('.'))
}

/// What was taken over by this operation.
fn id_of(operation: &Operation) -> Option<String> {
    let to = operation.to.as_ref().filter(|_| operation.error == 0)?;
    let to = to.strip_prefix(".local/share/e2e/telemetry/")?;
    to.strip_prefix("runs/").or_else(|| id_in_name(to)).map(str::to_owned)
}

/// `outbox/1-1764000000000-m-<id>.envelope`
fn id_in_name(path: &str) -> Option<&str> {
    let name = path.strip_prefix("outbox/")?.strip_suffix(".envelope")?;
    name.rsplit_once('-').map(|(_, id)| id)
}

fn arrived(received: &Received) -> Arrived {
    let events = received.events();
    let events = events.iter().map(|event| event["event_id"].clone());
    let sessions = received.sessions();
    let sessions = sessions.iter().map(|session| session["sid"].clone());
    let mut arrived = Arrived::new();
    for id in events.chain(sessions) {
        *arrived
            .entry(id.as_str().unwrap_or_default().replace('-', ""))
            .or_default() += 1;
    }
    arrived
}

const FIRST_START: Scenario = Scenario {
    program: ANNOTATED,
    twin: BARE,
    arguments: &["evaluate", "check-in=watching", "say=end", "status"],
    who: Who::Program,
    inline: false,
    later: false,
    events: 3,
};

const LATER_RUN: Scenario = Scenario {
    program: WAYS,
    twin: WAYS_BARE,
    arguments: &["evaluate", "work=caught", "say=end"],
    who: Who::Program,
    inline: true,
    later: true,
    events: 4,
};

const UPLOADER: Scenario = Scenario {
    program: ANNOTATED,
    twin: BARE,
    arguments: &["evaluate", "say=end"],
    who: Who::Uploader,
    inline: false,
    later: true,
    events: 2,
};

#[test]
fn some_operations_of_a_first_start() {
    FIRST_START.try_some();
}

#[test]
fn some_operations_of_a_later_run_that_panics_and_sends_by_itself() {
    LATER_RUN.try_some();
}

#[test]
fn some_operations_of_an_uploader() {
    UPLOADER.try_some();
}

#[test]
#[ignore = "exhaustive: a run for each operation; .ci/run runs it"]
fn each_operation_of_a_first_start() {
    FIRST_START.try_all();
}

#[test]
#[ignore = "exhaustive: a run for each operation; .ci/run runs it"]
fn each_operation_of_a_later_run_that_panics_and_sends_by_itself() {
    LATER_RUN.try_all();
}

#[test]
#[ignore = "exhaustive: a run for each operation; .ci/run runs it"]
fn each_operation_of_an_uploader() {
    UPLOADER.try_all();
}
