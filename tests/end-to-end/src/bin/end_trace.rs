//! A program that leaves a trace of each piece of its code that runs, in a file in its home.

use std::io::Write;
use std::path::PathBuf;
use std::sync::LazyLock;

#[telemetry::main(app = "e2e", config = config())]
fn main() {
    trace("main");
    LazyLock::force(&MADE);
}

static MADE: LazyLock<()> = LazyLock::new(|| trace("made"));

/// Called before `main`, as libraries do it that are written in C++.
#[used]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
#[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
#[cfg_attr(windows, unsafe(link_section = ".CRT$XCU"))]
static BEFORE_MAIN: extern "C" fn() = before_main;

extern "C" fn before_main() {
    // SAFETY: the handler is a static function.
    #[cfg(unix)]
    unsafe {
        libc::atexit(at_exit)
    };
    if home().join("thread").exists() {
        std::thread::spawn(|| std::thread::sleep(std::time::Duration::from_secs(60)));
    }
    // As a library that waits for a lock of the program's.
    while home().join("block").exists() && std::env::var_os("__TELEMETRY_UPLOADER").is_some() {
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[cfg(unix)]
extern "C" fn at_exit() {
    trace("exit");
}

fn config() -> PathBuf {
    trace("config");
    let below = if cfg!(windows) {
        "e2e/config/config.yml"
    } else {
        "e2e/config.yml"
    };
    PathBuf::from(std::env::var_os("XDG_CONFIG_HOME").expect("a home")).join(below)
}

fn trace(what: &str) {
    let mut file = std::fs::File::options()
        .append(true)
        .create(true)
        .open(home().join("trace"))
        .expect("a trace");
    file.write_all(format!("{what}\n").as_bytes()).expect("a longer trace");
}

fn home() -> PathBuf {
    PathBuf::from(std::env::var_os("HOME").expect("a home"))
}
