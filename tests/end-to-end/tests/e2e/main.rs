//! The main job over real processes and real sockets, a module per behaviour.
//!
//! Windows runs all cases but those of what it does not have: permission bits, signals, `fork`,
//! links.

#![cfg_attr(windows, allow(unused_imports, dead_code, reason = "the cases of Unix use the rest"))]

#[cfg(unix)]
mod canaries;
mod captures;
mod check_in;
mod cli;
mod consent;
mod delivery;
#[cfg(target_os = "linux")]
mod egress;
mod endings;
mod events;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
mod faults;
#[cfg(unix)]
mod files;
mod flush;
#[cfg(target_os = "linux")]
mod messages;
mod panics;
mod preview;
#[cfg(unix)]
mod pty;
mod sample;
mod sentries;
mod set_consent;
#[cfg(target_os = "linux")]
mod sources;
mod starts;
mod status;
mod torn;
mod user_id;
#[cfg(windows)]
mod windows;
mod withdrawal;

/// The program under test: `src/bin/annotated.rs`.
const ANNOTATED: &str = env!("CARGO_BIN_EXE_annotated");
/// Its twin that never heard of telemetry.
const BARE: &str = env!("CARGO_BIN_EXE_bare");
/// `main` returns an `ExitCode`.
const ANNOTATED_CODE: &str = env!("CARGO_BIN_EXE_annotated_code");
const BARE_CODE: &str = env!("CARGO_BIN_EXE_bare_code");
/// Sends by itself as it ends.
const INLINE: &str = env!("CARGO_BIN_EXE_end_inline");
/// Names its configuration file itself.
const NAMED_CONFIG: &str = env!("CARGO_BIN_EXE_named_config");
/// Has a destination of its own.
const OWN_DSN: &str = env!("CARGO_BIN_EXE_own_dsn");
/// Has the ready-made subcommand.
const CLI: &str = env!("CARGO_BIN_EXE_end_cli");
/// What arrives at each start.
const STARTED: &str = "end-to-end 0.1.0 started";
