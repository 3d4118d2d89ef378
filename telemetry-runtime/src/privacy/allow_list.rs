//! The allow-list: every event is built anew out of the fields that are named here. A field that nobody named does not exist.
//!
//! `PRIVACY.md` walks through this file.

use super::fingerprint;
use super::scrub::{self, Scrubber};
use crate::event::blank::{MOST_FRAMES, blank_of};
use crate::event::sources::{Context as SourceLines, Finder};
use crate::model::app::{App, Messages};
use crate::model::run_record::Record;
use crate::model::sample;
use crate::model::tag::Key;
use crate::model::tag_values::Told;
use crate::registry::command;
use crate::util::home;
use crate::util::json::{json_of, map};
use crate::util::system;
use crate::util::{platform, source_path};
use sentry::protocol::{
    AppContext, ClientSdkInfo, Context, DebugMeta, DeviceContext, Event, Exception, Frame, Map, Mechanism, OsContext,
    RuntimeContext, Stacktrace, User,
};
#[cfg(feature = "debug-images")]
use sentry::protocol::{DebugImage, SymbolicDebugImage};
use serde_json::{Value, json};
use std::borrow::Cow;
use uuid::Uuid;

/// At most so many errors of a chain.
pub(super) const MOST_EXCEPTIONS: usize = 16;
/// The longest type or function name, in characters: generic types can print kilobytes.
const LONGEST_NAME: usize = 400;

/// Who made an event. No event says so itself: a program could say anything.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Origin {
    /// We did.
    Own,
    /// The program did, through the `sentry` crate. What makes such an event anew is named by whoever hands one over: the linker drops it from
    /// programs in which nobody does.
    Program(fn(&App, &Event<'_>) -> Event<'static>),
}

/// The event for the wire: what the program says of itself, its own tags among it, and of `raw` only what is named here.
pub(crate) fn event(app: &App, user: Option<Uuid>, told: &Told, origin: Origin, raw: &Event<'_>) -> Event<'static> {
    let event = match origin {
        Origin::Own => build(app, user, told, raw),
        Origin::Program(reduced) => build(app, user, told, &reduced(app, raw)),
    };
    of_a_share(event, sample::tag(app, user))
}

/// Where only a share of the users is listened to, it says which.
fn of_a_share(mut event: Event<'static>, share: Option<(String, String)>) -> Event<'static> {
    if let Some((name, share)) = share {
        event.tags.insert(name, share);
    }
    event
}

fn build(app: &App, user: Option<Uuid>, told: &Told, raw: &Event<'_>) -> Event<'static> {
    let (system, system_version) = system::system();
    let contexts = [
        Context::from(RuntimeContext {
            name: Some("rustc".into()),
            version: Some(env!("TELEMETRY_RUSTC").to_owned()).filter(|version| !version.is_empty()),
            ..RuntimeContext::default()
        }),
        OsContext {
            name: Some(system.into()),
            version: system_version,
            ..OsContext::default()
        }
        .into(),
        DeviceContext {
            arch: Some(std::env::consts::ARCH.into()),
            ..DeviceContext::default()
        }
        .into(),
        AppContext {
            app_name: Some(app.package.name.into()),
            app_version: Some(app.version().into()),
            ..AppContext::default()
        }
        .into(),
    ];
    let exceptions = exceptions(app, &raw.exception.values);
    Event {
        level: raw.level,
        // Names that were fixed when the program was compiled, or was scrubbed: of our own events, free text only ever stands in exceptions.
        message: raw.message.clone(),
        fingerprint: fingerprint::fingerprint(&raw.fingerprint, &exceptions).into(),
        exception: exceptions.into(),
        tags: tags(app, told, &raw.tags),
        release: Some(app.release_name()),
        environment: Some(app.environment_name().into()),
        dist: app.dist.map(Cow::Borrowed),
        user: user.map(|id| User {
            id: Some(id.simple().to_string()),
            ..User::default()
        }),
        // Not the machine's name. Left out, servers put an address in its place.
        server_name: Some("none".into()),
        platform: "native".into(),
        contexts: map(contexts.map(|context| (context.type_name().to_owned(), context))),
        modules: modules(app),
        sdk: Some(Cow::Owned(sdk())),
        debug_meta: Cow::Owned(debug_meta(&raw.debug_meta)),
        ..blank_of(raw.event_id, raw.timestamp)
    }
}

/// The packages and their versions: all of them, where a package is there in several.
fn modules(app: &App) -> Map<String, String> {
    let mut modules: Map<String, String> = Map::new();
    for (name, version) in app.package.modules {
        modules
            .entry((*name).to_owned())
            .and_modify(|versions| *versions = format!("{versions}, {version}"))
            .or_insert_with(|| (*version).to_owned());
    }
    modules
}

/// The event about an earlier run, perhaps of another release: what that one was is as the run's file says, and what the file does not say is
/// left out.
pub(crate) fn event_of(app: &App, run: &Record, raw: &Event<'_>) -> Event<'static> {
    let told = app.tags.iter().filter_map(|key| {
        let told = run.tags.get(key.name)?;
        let word = key.words.iter().find(|word| *word == told)?;
        Some((key.name, *word))
    });
    let mut event = build(app, run.did, &told.collect(), raw);
    if event.release.as_deref() != Some(run.release.as_str()) {
        event.modules.clear();
        event.contexts.retain(|name, _| name != "runtime" && name != "app");
        event.release = Some(run.release.clone().into());
        // The lines that are embedded here are those of this release.
        let traces = event
            .exception
            .iter_mut()
            .filter_map(|exception| exception.stacktrace.as_mut());
        for frame in traces.flat_map(|trace| &mut trace.frames) {
            frame.pre_context.clear();
            frame.context_line = None;
            frame.post_context.clear();
        }
    }
    event.environment = Some(run.environment.clone().into());
    event.dist = run.dist.clone().map(Cow::Owned);
    of_a_share(event, sample::tag_of(run))
}

/// The event in JSON, with the request that the server shall not fill in the address it was called from.
pub(crate) fn to_json(event: &Event<'_>) -> Value {
    let mut value = json_of(event);
    // The protocol's own types leave `error` out, because Sentry takes it for granted; other servers do not.
    if let Some(fields) = value.as_object_mut() {
        fields.insert("level".into(), json!(event.level));
    }
    #[cfg(feature = "debug-images")]
    say_what_addresses_are(&mut value);
    // They have no such field yet.
    if let Some(sdk) = value.get_mut("sdk").and_then(Value::as_object_mut) {
        sdk.insert("settings".into(), json!({"infer_ip": "never"}));
    }
    value
}

/// Of a traceback that begins at the panic's own place, all addresses are where calls return to. The server takes the first one for that of a fault unless told
/// so.
#[cfg(feature = "debug-images")]
fn say_what_addresses_are(event: &mut Value) {
    let exceptions = event.pointer_mut("/exception/values").and_then(Value::as_array_mut);
    for exception in exceptions.into_iter().flatten() {
        if let Some(stacktrace) = exception.get_mut("stacktrace").and_then(Value::as_object_mut) {
            stacktrace.insert("instruction_addr_adjustment".into(), json!("all"));
        }
    }
}

fn sdk() -> ClientSdkInfo {
    ClientSdkInfo {
        name: "opt-in-telemetry".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        integrations: Vec::new(),
        packages: Vec::new(),
    }
}

/// Tags from closed sets only: a key that we know, and a word of its set. All of them were fixed when the program was compiled.
fn tags(app: &App, told: &Told, raw: &Map<String, String>) -> Map<String, String> {
    let known = |keys: &'static [Key], key: &str, word: &str| {
        let key = keys.iter().find(|known| known.name == key);
        key.is_some_and(|key| key.words.contains(&word))
    };
    let own = told.iter().filter(|(key, word)| known(app.tags, key, word));
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

fn exceptions(app: &App, raw: &[Exception]) -> Vec<Exception> {
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
    let mut exceptions: Vec<Exception> = outermost_first
        .map(|raw| Exception {
            ty: name(&raw.ty),
            value: raw.value.as_deref().map(text),
            stacktrace: raw.stacktrace.as_ref().map(|raw| stacktrace(&mut sources, raw)),
            mechanism: raw.mechanism.as_ref().map(|raw| Mechanism {
                ty: raw.ty.clone(),
                handled: raw.handled,
                ..Mechanism::default()
            }),
            ..Exception::default()
        })
        .collect();
    exceptions.reverse();
    exceptions
}

/// The innermost frames, which are the last.
fn stacktrace(sources: &mut Finder<'_>, raw: &Stacktrace) -> Stacktrace {
    let innermost_first = raw.frames.iter().rev().take(MOST_FRAMES);
    let mut frames: Vec<Frame> = innermost_first.map(|raw| frame(sources, raw)).collect();
    frames.reverse();
    Stacktrace {
        frames,
        ..Stacktrace::default()
    }
}

fn frame(sources: &mut Finder<'_>, raw: &Frame) -> Frame {
    let function = raw.function.clone().or_else(|| sources.function(raw));
    // Whatever lines the frame itself has, may be of any file: those of the embedded sources are looked up here.
    let SourceLines { before, line, after } = sources.context(raw);
    Frame {
        function: function.as_deref().map(name),
        module: raw.module.as_deref().map(name),
        filename: raw.filename.as_deref().map(relative),
        lineno: raw.lineno,
        colno: raw.colno,
        in_app: raw.in_app,
        pre_context: before,
        context_line: line,
        post_context: after,
        // `abs_path` is for our own use: a path of the machine that compiled.
        #[cfg(feature = "debug-images")]
        instruction_addr: raw.instruction_addr,
        ..Frame::default()
    }
}

/// Where which files were loaded, so that the addresses of frames can be named by a server that has the debug files. An address says where in memory this
/// run of the program lay, by chance wherever the system randomises that, and nothing of what was in it. Files are told by their names without
/// directories, and by the ids that compilers give them.
#[cfg(feature = "debug-images")]
fn debug_meta(raw: &DebugMeta) -> DebugMeta {
    let base_name = |path: &str| source_path::file_name(path).to_owned();
    let images = raw.images.iter().filter_map(|image| match image {
        DebugImage::Symbolic(image) => Some(DebugImage::Symbolic(SymbolicDebugImage {
            name: base_name(&image.name),
            arch: None,
            image_addr: image.image_addr,
            image_size: image.image_size,
            image_vmaddr: image.image_vmaddr,
            id: image.id,
            code_id: image.code_id.clone(),
            debug_file: image.debug_file.as_deref().map(base_name),
        })),
        _ => None,
    });
    DebugMeta {
        sdk_info: None,
        images: images.collect(),
    }
}

#[cfg(not(feature = "debug-images"))]
fn debug_meta(_: &DebugMeta) -> DebugMeta {
    DebugMeta::default()
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
