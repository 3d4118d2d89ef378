//! Says all that a program can say to telemetry, and in each word a canary, which no program
//! without telemetry holds.

#[cfg_attr(
    feature = "telemetry",
    telemetry::main(
        dsn = "http://canary@127.0.0.1:9/1",
        app = "canary-app",
        release = "canary-release@1.0",
        environment = "canary-environment",
        dist = "canary-dist",
        config = config(),
        messages = "withheld",
        errors = "captured",
        contact = "canary@example.org",
        policy = "https://example.org/canary",
        qualifier = "canary-qualifier",
        organization = "canary-organization",
        delivery = "inline",
        tags(canary_build = cfg!(debug_assertions), canary_format = Format::CanaryText),
        sentry,
        source_context,
    )
)]
fn main() -> Result<(), String> {
    #[cfg(feature = "telemetry")]
    telemetry::panic_hook();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("work") => {
            work(&arguments);
            Ok(())
        }
        Some("panic") => panic!("as asked"),
        Some("fail") => Err("as asked".to_owned()),
        #[cfg(feature = "telemetry")]
        Some("status") => {
            println!("{}\n{:?}", telemetry::status(), telemetry::flush());
            Ok(())
        }
        _ => Err("the argument is work, panic, fail or status".to_owned()),
    }
}

#[cfg(feature = "telemetry")]
#[derive(telemetry::Tag)]
enum Format {
    CanaryText,
}

/// Telemetry alone asks for it.
#[cfg(feature = "telemetry")]
fn config() -> Option<std::path::PathBuf> {
    let home = std::env::var_os("HOME")?;
    Some(std::path::Path::new(&home).join("canary.yml"))
}

#[cfg_attr(
    feature = "telemetry",
    telemetry::command(
        "canary-command",
        tags(canary_format = Format::CanaryText),
        flags(canary_flag = arguments)
    )
)]
fn work(arguments: &[String]) {
    #[cfg(feature = "telemetry")]
    telemetry::check_in!("canary-check-in");
    if let Err(error) = arguments.join("").parse::<u8>() {
        #[cfg(feature = "telemetry")]
        telemetry::capture(&error);
        println!("{error}");
    }
    plain();
    show_handlers_and_threads();
}

#[cfg_attr(feature = "telemetry", telemetry::command("canary-plain"))]
fn plain() {
    println!("working");
}

/// Which signals are handled, and how many threads there are, as Linux tells it.
fn show_handlers_and_threads() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status.lines() {
        if ["SigBlk", "SigIgn", "SigCgt", "Threads"]
            .iter()
            .any(|name| line.starts_with(name))
        {
            println!("{line}");
        }
    }
}
