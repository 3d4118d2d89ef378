//! Fills the types of `wire.rs`, which are the allow-list: scrubs texts, narrows paths and tags,
//! and says what program and system it is.

use super::wire::{self, Contexts, Exceptions, Sdk, SdkSettings, User};
use super::{fingerprint, scrub};
use crate::event::sources::{Context as SourceLines, Finder};
use crate::event::types::{Event, Exception, Frame, MOST_FRAMES, Stacktrace};
use crate::model::app::{App, Messages};
use crate::model::run_record::Record;
use crate::model::sample;
use crate::model::tag::Key;
use crate::model::tag_values::TagValues;
use crate::privacy::scrub::Scrubber;
use crate::registry::command;
use crate::util::json::map;
use crate::util::{home, platform, source_path, system};
use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::Uuid;

/// At most so many errors of a chain.
pub(super) const MOST_EXCEPTIONS: usize = 16;
/// The longest type or function name, in characters: generic types can print kilobytes.
const LONGEST_NAME: usize = 400;

/// The event as it is sent.
pub(crate) fn event(app: &App, user: Option<Uuid>, own_tags: &TagValues, raw: &Event) -> wire::Event {
    of_a_share(build(app, user, own_tags, raw), sample::tag(app, user))
}

/// Where only a share of the users is listened to, it says which.
fn of_a_share(mut event: wire::Event, share: Option<(String, String)>) -> wire::Event {
    event.tags.extend(share);
    event
}

fn build(app: &App, user: Option<Uuid>, own_tags: &TagValues, raw: &Event) -> wire::Event {
    let exceptions = exceptions(app, &raw.exceptions);
    wire::Event {
        id: raw.id.simple().to_string(),
        timestamp: seconds(raw.timestamp),
        platform: "native",
        sdk: Sdk {
            name: "opt-in-telemetry",
            version: env!("CARGO_PKG_VERSION"),
            settings: SdkSettings { infer_ip: "never" },
        },
        // Not the machine's name. Left out, servers put an address in its place.
        server_name: "none",
        level: raw.level.name(),
        // Names that were fixed when the program was compiled, or was scrubbed: of our own events,
        // only exceptions contain free text.
        message: raw.message.clone(),
        fingerprint: fingerprint::fingerprint(&raw.fingerprint, &exceptions),
        user: user.map(|id| User {
            id: id.simple().to_string(),
        }),
        release: app.release_name().into_owned(),
        environment: app.environment_name().to_owned(),
        dist: app.dist.map(str::to_owned),
        tags: tags(app, own_tags, &raw.tags),
        contexts: contexts(app),
        modules: modules(app),
        exception: (!exceptions.is_empty()).then_some(Exceptions { values: exceptions }),
        debug_meta: debug_meta(raw),
    }
}

fn seconds(time: SystemTime) -> f64 {
    time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64()
}

fn contexts(app: &App) -> Contexts {
    let (name, version) = system::system();
    Contexts {
        runtime: Some(wire::Runtime {
            kind: "runtime",
            name: "rustc",
            version: Some(env!("TELEMETRY_RUSTC")).filter(|version| !version.is_empty()),
        }),
        os: Some(wire::OperatingSystem {
            kind: "os",
            name,
            version,
        }),
        device: Some(wire::Device {
            kind: "device",
            arch: std::env::consts::ARCH,
        }),
        app: Some(wire::App {
            kind: "app",
            name: app.package.name,
            version: app.version(),
        }),
    }
}

/// The packages and their versions: all of them, where a package is there in several.
fn modules(app: &App) -> BTreeMap<String, String> {
    let mut modules: BTreeMap<String, String> = BTreeMap::new();
    for (name, version) in app.package.modules {
        modules
            .entry((*name).to_owned())
            .and_modify(|versions| *versions = format!("{versions}, {version}"))
            .or_insert_with(|| (*version).to_owned());
    }
    modules
}

/// The event about an earlier run, perhaps of another release: what that one was is as the run's
/// file says, and what the file does not say is left out.
pub(crate) fn event_of(app: &App, run: &Record, raw: &Event) -> wire::Event {
    let own_tags = app.tags.iter().filter_map(|key| {
        let recorded = run.tags.get(key.name)?;
        let word = key.words.iter().find(|word| *word == recorded)?;
        Some((key.name, *word))
    });
    let mut event = build(app, run.did, &own_tags.collect(), raw);
    if event.release != run.release {
        event.modules.clear();
        event.contexts.runtime = None;
        event.contexts.app = None;
        event.release.clone_from(&run.release);
        // The lines that are embedded here are those of this release.
        let exceptions = event.exception.iter_mut().flat_map(|exceptions| &mut exceptions.values);
        let traces = exceptions.filter_map(|exception| exception.stacktrace.as_mut());
        for frame in traces.flat_map(|trace| &mut trace.frames) {
            frame.pre_context.clear();
            frame.context_line = None;
            frame.post_context.clear();
        }
    }
    event.environment.clone_from(&run.environment);
    event.dist.clone_from(&run.dist);
    of_a_share(event, sample::tag_of(run))
}

/// Tags from closed sets only: a key that we know, and a word of its set. All of them were fixed
/// when the program was compiled.
fn tags(app: &App, own_tags: &TagValues, raw: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let known = |keys: &'static [Key], key: &str, word: &str| {
        let key = keys.iter().find(|known| known.name == key);
        key.is_some_and(|key| key.words.contains(&word))
    };
    let own = own_tags.iter().filter(|(key, word)| known(app.tags, key, word));
    let mut tags = map(own.map(|(key, word)| ((*key).to_owned(), (*word).to_owned())));
    // Several functions may be one command.
    let name = raw.get("command").map(String::as_str);
    for command in command::all().filter(|command| Some(command.name) == name) {
        let own = raw.iter().filter(|(key, word)| known(command.tags, key, word));
        tags.extend(own.map(|(key, word)| (key.clone(), word.clone())));
        tags.insert("command".to_owned(), command.name.to_owned());
    }
    tags
}

fn exceptions(app: &App, raw: &[Exception]) -> Vec<wire::Exception> {
    if raw.is_empty() {
        return Vec::new();
    }
    let scrubber = scrubber();
    let mut sources = Finder::new(app);
    let text = |text: &str| match app.messages {
        Messages::Scrubbed => scrubber.scrub(text),
        Messages::Withheld => scrub::withheld(text),
    };
    let outermost_first = raw.iter().rev().take(MOST_EXCEPTIONS);
    let mut exceptions: Vec<wire::Exception> = outermost_first
        .map(|raw| wire::Exception {
            ty: name(&raw.ty),
            value: raw.value.as_deref().map(text),
            stacktrace: raw.stacktrace.as_ref().map(|raw| stacktrace(&mut sources, raw)),
            mechanism: raw.mechanism.as_ref().map(|raw| wire::Mechanism {
                ty: raw.ty,
                handled: raw.handled,
            }),
        })
        .collect();
    exceptions.reverse();
    exceptions
}

/// The innermost frames, which are the last.
fn stacktrace(sources: &mut Finder<'_>, raw: &Stacktrace) -> wire::Stacktrace {
    let innermost_first = raw.frames.iter().rev().take(MOST_FRAMES);
    let mut frames: Vec<wire::Frame> = innermost_first.map(|raw| frame(sources, raw)).collect();
    frames.reverse();
    wire::Stacktrace {
        frames,
        // Of a stack trace that begins at the panic's own place, all addresses are where calls
        // return to. Without this setting, the server treats the first one as that of a fault.
        instruction_addr_adjustment: cfg!(feature = "debug-images").then_some("all"),
    }
}

fn frame(sources: &mut Finder<'_>, raw: &Frame) -> wire::Frame {
    let function = raw.function.clone().or_else(|| sources.function(raw));
    let SourceLines { before, line, after } = sources.context(raw);
    wire::Frame {
        function: function.as_deref().map(name),
        module: raw.module.as_deref().map(name),
        filename: raw.filename.as_deref().map(relative),
        lineno: raw.lineno,
        colno: raw.colno,
        in_app: raw.in_app,
        pre_context: before,
        context_line: line,
        post_context: after,
        #[cfg(feature = "debug-images")]
        instruction_addr: raw.instruction_addr.map(hexadecimal),
        #[cfg(not(feature = "debug-images"))]
        instruction_addr: None,
    }
}

#[cfg(feature = "debug-images")]
fn hexadecimal(address: u64) -> String {
    format!("{address:#x}")
}

#[cfg(feature = "debug-images")]
fn debug_meta(raw: &Event) -> Option<wire::DebugMeta> {
    let base_name = |path: &str| source_path::file_name(path).to_owned();
    let images = raw.images.iter().map(|image| wire::Image {
        kind: "symbolic",
        name: base_name(&image.code_file),
        debug_file: image.debug_file.as_deref().map(base_name),
        code_id: image.code_id.clone(),
        debug_id: image.debug_id.clone(),
        address: hexadecimal(image.address),
        size: image.size,
        stated_address: (image.stated_address != 0).then(|| hexadecimal(image.stated_address)),
    });
    let images: Vec<_> = images.collect();
    (!images.is_empty()).then_some(wire::DebugMeta { images })
}

#[cfg(not(feature = "debug-images"))]
fn debug_meta(_: &Event) -> Option<wire::DebugMeta> {
    None
}

/// A path that is still absolute, or leads out of where it starts, keeps only its last component.
fn relative(path: &str) -> String {
    if source_path::is_absolute(path) || source_path::names(path).any(|name| name == "..") {
        return source_path::file_name(path).to_owned();
    }
    path.to_owned()
}

fn name(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}

/// The scrubber that knows this user's and this machine's names.
pub(super) fn scrubber() -> Scrubber {
    let home = home::home();
    let user = ["USER", "LOGNAME", "USERNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok());
    Scrubber::new(home.as_deref(), user.as_deref(), platform::host().as_deref())
}

#[cfg(test)]
mod tests;
