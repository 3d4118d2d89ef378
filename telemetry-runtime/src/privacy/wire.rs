//! The allow-list: the types of everything that is sent. A field that a type does not have cannot
//! be sent.
//!
//! Each field has its name in the JSON, its type, and in brackets when it is there, what it means,
//! an example, and what it is for. `manifest()`, `events --markdown` and the table of `PRIVACY.md`
//! say the same, because they are made from these lines.

use super::field::{Absent, Row, When, row};
use serde::Serialize;
use std::collections::BTreeMap;

const COUNT: &str = "groups equal events";
const FIND: &str = "to find the place";
const VERSIONS: &str = "some faults occur in one version only";
const SYSTEMS: &str = "some faults occur on some systems only";
const PROTOCOL: &str = "required by the protocol";
const NAMES: &str = "lets a server that has the debug files name the functions";
const SHARE: &str = "gives the share of runs without a crash";
const TRUST: &str = "shows how complete the numbers are";

type Map = BTreeMap<String, String>;

/// Declares types with their rows. After the name of a type comes the path of its fields.
macro_rules! wire {
    ($($(#[$docs:meta])* $name:ident at $at:literal {
        $(
            $json:literal $field:ident: $type:ty $([
                $($when:ident $($below:literal)? = $meaning:literal, $example:literal, $why:expr;)+
            ])?,
        )+
    })+) => {
        $(
            $(#[$docs])*
            #[derive(Debug, Clone, Serialize)]
            pub(crate) struct $name {
                $(
                    $($(#[doc = $meaning])+)?
                    #[serde(rename = $json, skip_serializing_if = "Absent::is_absent")]
                    pub(crate) $field: $type,
                )+
            }

            impl Absent for $name {}
        )+

        /// All rows, in the order of the declarations.
        pub(super) static ROWS: &[Row] = &[
            $($($($(
                row(concat!($at, $json $(, $below)?), When::$when, $meaning, $example, $why),
            )+)?)+)+
        ];
    };
}

wire! {
    /// Something that happened: a start, a command, a check-in, an error, a panic, a fatal signal.
    Event at "" {
        "event_id" id: String [
            Always = "a random number of this event", "9f3c0e7b41d84ea6a1f2b6c5d4e3f2a1", PROTOCOL;
        ],
        "timestamp" timestamp: f64 [Always = "when it happened", "1764000000.5", PROTOCOL;],
        "platform" platform: &'static str [Always = "always the same", "native", PROTOCOL;],
        "sdk" sdk: Sdk,
        "server_name" server_name: &'static str [
            Always = "always the same", "none", "without it, servers store a host name or address";
        ],
        "level" level: &'static str [
            Always = "the severity", "fatal", "shows crashes first";
        ],
        "message" message: Option<String> [
            Always = "the name of the event, fixed when the program was compiled",
                "Start evaluate", "shows what is used";
            Captured = "the text of an event captured through the crate `sentry`, scrubbed",
                "no price for <path>", "shows what is broken";
        ],
        "fingerprint" fingerprint: Vec<String> [
            Always = "what makes two events the same", "telemetry.command", COUNT;
        ],
        "user" user: Option<User>,
        "release" release: String [
            Always = "the version of the program",
                "price-check@1.4.0", "shows which versions are used";
        ],
        "environment" environment: String [
            Always = "whether it is a release build",
                "production", "separates developers from users";
        ],
        "dist" dist: Option<String> [Dist = "which build of the version", "musl", VERSIONS;],
        "tags" tags: Map [
            Always ".command" = "the command, or the one that was active",
                "evaluate", "shows what is used, and what is broken";
            Tags ".*" = "the tags listed with the events, each a word of a fixed set",
                "pretty-json", "shows which features are used";
            Sampled ".sample" = "the share of users who send anything",
                "0.1", "scales the counts";
        ],
        "contexts" contexts: Contexts,
        "modules" modules: Map [
            Always ".*" = "the libraries in the program, and their versions",
                "clap 4.6.9", "some faults are in libraries";
        ],
        "exception" exception: Option<Exceptions>,
        "debug_meta" debug_meta: Option<DebugMeta>,
    }

    /// This crate.
    Sdk at "sdk." {
        "name" name: &'static str [Always = "this crate", "opt-in-telemetry", PROTOCOL;],
        "version" version: &'static str [Always = "its version", "0.1.0", PROTOCOL;],
        "settings" settings: SdkSettings,
    }

    /// What the server is asked to do.
    SdkSettings at "sdk.settings." {
        "infer_ip" infer_ip: &'static str [
            Always = "asks the server not to store the IP address that connects",
                "never", "an address identifies a person";
        ],
    }

    /// The user, by a random number.
    User at "user." {
        "id" id: String [
            Always = "a random number, the same in each run; it is in a file that you can \
                delete",
                "c9d0fb053cd54d0aa5e1c0d5a5d5d5d5", "counts users instead of runs";
        ],
    }

    /// The program and the system that it runs on.
    Contexts at "contexts." {
        "runtime" runtime: Option<Runtime>,
        "os" os: Option<OperatingSystem>,
        "device" device: Option<Device>,
        "app" app: Option<App>,
    }

    /// The compiler.
    Runtime at "contexts.runtime." {
        "type" kind: &'static str [Always = "which of these it is", "runtime", PROTOCOL;],
        "name" name: &'static str [Always = "always the same", "rustc", PROTOCOL;],
        "version" version: Option<&'static str> [
            Always = "the compiler that made the program", "1.95.0", VERSIONS;
        ],
    }

    /// The operating system.
    OperatingSystem at "contexts.os." {
        "type" kind: &'static str [Always = "which of these it is", "os", PROTOCOL;],
        "name" name: &'static str [Always = "the system, from a closed list", "Debian", SYSTEMS;],
        "version" version: Option<String> [
            Always = "its version, at most `major.minor`", "12", SYSTEMS;
        ],
    }

    /// The processor.
    Device at "contexts.device." {
        "type" kind: &'static str [Always = "which of these it is", "device", PROTOCOL;],
        "arch" arch: &'static str [Always = "the kind of processor", "x86_64", SYSTEMS;],
    }

    /// The program.
    App at "contexts.app." {
        "type" kind: &'static str [Always = "which of these it is", "app", PROTOCOL;],
        "app_name" name: &'static str [Always = "the program's name", "price-check", PROTOCOL;],
        "app_version" version: &'static str [Always = "its version", "1.4.0", PROTOCOL;],
    }

    /// An error and its causes, the root cause first.
    Exceptions at "exception." {
        "values" values: Vec<Exception>,
    }

    /// A panic, an error or a fatal signal.
    Exception at "exception.values." {
        "type" ty: String [
            Always = "`panic`, the type of an error, or the fault that ended the program",
                "std::io::Error", "shows what is broken";
        ],
        "value" value: Option<String> [
            Always = "its text, scrubbed, or withheld if the program says so",
                "no price for <path>", "shows what is broken";
        ],
        "mechanism" mechanism: Option<Mechanism>,
        "stacktrace" stacktrace: Option<Stacktrace>,
    }

    /// How it was found.
    Mechanism at "exception.values.mechanism." {
        "type" ty: &'static str [Always = "how it was found", "panic", PROTOCOL;],
        "handled" handled: Option<bool> [
            Always = "whether the program handled it", "false", PROTOCOL;
        ],
    }

    /// The calls that were under way, outermost first.
    Stacktrace at "exception.values.stacktrace." {
        "frames" frames: Vec<Frame>,
        "instruction_addr_adjustment" instruction_addr_adjustment: Option<&'static str> [
            Images = "what such an address is", "all", NAMES;
        ],
    }

    /// A call.
    Frame at "exception.values.stacktrace.frames." {
        "function" function: Option<String> [
            Always = "a function of the stack trace", "price_check::evaluate", FIND;
        ],
        "module" module: Option<String> [Always = "the module that it is in", "price_check", FIND;],
        "filename" filename: Option<String> [
            Always = "its file, relative to its package", "src/main.rs", FIND;
        ],
        "lineno" lineno: Option<u64> [Always = "the line in it", "41", FIND;],
        "colno" colno: Option<u64> [Always = "the column in it", "9", FIND;],
        "in_app" in_app: Option<bool> [Always = "whether it is the program's own code", "true", FIND;],
        "pre_context" pre_context: Vec<String> [
            Sources = "five lines before it", "for day in days {", FIND;
        ],
        "context_line" context_line: Option<String> [
            Sources = "the line itself, of the program's own source",
                "let price = prices[day];", FIND;
        ],
        "post_context" post_context: Vec<String> [Sources = "five lines after it", "}", FIND;],
        "instruction_addr" instruction_addr: Option<String> [
            Images = "the function's address in this run",
                "0x5581c3a4f2d0", NAMES;
        ],
    }

    /// The files that the addresses of frames lie in.
    DebugMeta at "debug_meta." {
        "images" images: Vec<Image>,
    }

    /// A file of the program. An address says where in memory this run lay, by chance wherever the
    /// operating system randomises that, and nothing of what was in it.
    Image at "debug_meta.images." {
        "type" kind: &'static str [Images = "always the same", "symbolic", NAMES;],
        "name" name: String [
            Images = "the file's name, without directories", "price-check", NAMES;
        ],
        "debug_file" debug_file: Option<String> [
            Images = "the name of its debug file, without directories", "price-check.debug", NAMES;
        ],
        "code_id" code_id: Option<String> [
            Images = "the id that the compiler gave the file", "9f3c0e7b41d84ea6", NAMES;
        ],
        "id" debug_id: String [
            Images = "the same, as Sentry writes it", "7b0e3c9f-d841-a64e-a1f2-b6c5d4e3f2a1", NAMES;
        ],
        "image_addr" address: String [
            Images = "the file's address in this run", "0x5581c3a40000", NAMES;
        ],
        "image_size" size: u64 [Images = "its size in memory, in bytes", "1048576", NAMES;],
        "image_vmaddr" stated_address: Option<String> [
            Images = "the address that the file states", "0x0", NAMES;
        ],
    }

    /// A run, once it is over.
    Session at "session: " {
        "sid" sid: String [
            Always = "a random number of this run", "5d1c9d0fb05d4d0aa5e1c0d5a5d5d5d5", PROTOCOL;
        ],
        "did" did: String [
            Always = "the same as `user.id`",
                "c9d0fb053cd54d0aa5e1c0d5a5d5d5d5", "counts users instead of runs";
        ],
        "init" init: bool [Always = "that this is the only report of the run", "true", PROTOCOL;],
        "started" started: String [Always = "when the run began", "2026-11-27T12:00:00Z", SHARE;],
        "timestamp" timestamp: String [Always = "when it ended", "2026-11-27T12:00:03Z", SHARE;],
        "duration" duration: f64 [Always = "how long it took, in seconds", "3.1", SHARE;],
        "status" status: SessionStatus [Always = "how it ended", "exited", SHARE;],
        "errors" errors: u64 [Always = "the number of errors", "0", SHARE;],
        "attrs" attrs: SessionAttributes,
    }

    /// What the run was of.
    SessionAttributes at "session: attrs." {
        "release" release: String [
            Always = "the version of the program", "price-check@1.4.0", SHARE;
        ],
        "environment" environment: String [
            Always = "whether it is a released build", "production", SHARE;
        ],
    }

    /// What was dropped instead of sent.
    ClientReport at "client report: " {
        "timestamp" timestamp: String [
            Always = "when it was made", "2026-11-27T12:00:03Z", PROTOCOL;
        ],
        "discarded_events" discarded_events: Vec<Discarded>,
    }

    /// Of one kind.
    Discarded at "client report: discarded_events." {
        "reason" reason: String [Always = "why something was dropped", "cache_overflow", TRUST;],
        "category" category: String [Always = "what was dropped", "error", TRUST;],
        "quantity" quantity: u64 [Always = "how many", "3", TRUST;],
    }

    /// The first line of what is sent.
    Header at "envelope: " {
        "event_id" event_id: Option<String> [
            Always = "the same as the event's", "9f3c0e7b41d84ea6a1f2b6c5d4e3f2a1", PROTOCOL;
        ],
        "dsn" dsn: Option<String> [
            Always = "the address of the server, with the program's key",
                "https://key@example.org/1", PROTOCOL;
        ],
        "sent_at" sent_at: Option<String> [
            Always = "when it was sent",
                "2026-11-27T12:00:04Z", "lets the server correct a wrong clock";
        ],
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum SessionStatus {
    Exited,
    Crashed,
    /// Nothing noticed the end.
    Abnormal,
}

impl Absent for SessionStatus {}
