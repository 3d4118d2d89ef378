//! `#[telemetry::main]` on a `main` of every shape.

use super::{golden, main};

golden! {
    main_minimal: main("", "fn main() { work() }");
    main_result: main(
        r#"dsn = "https://key@example.org/1""#,
        "/// Docs.\n#[allow(clippy::all)] pub(crate) fn main() -> anyhow::Result<()> { cli::run() }",
    );
    main_all_arguments: main(
        r#"
        dsn = option_env!("EXAMPLE_DSN"), app = "example", release = concat!("example@", env!("GIT_REVISION")),
        environment = "beta", dist = "musl", config = paths::config(), section = "sharing", messages = "withheld",
        errors = "captured", contact = "privacy@example.org", policy = "https://example.org/privacy", qualifier = "org",
        organization = "Example", delivery = "inline", crate = ::other"#,
        "fn main() { work() }",
    );
    main_async: main("", "#[tokio::main] async fn main() { work().await }");
    main_async_with_executor: main(
        "",
        "#[apply(smol_macros::main!)] async fn main(executor: &Executor<'_>) { work(executor).await }",
    );
    main_report: main("", "/// Docs.\n#[snafu::report] #[tokio::main] async fn main() -> Result<(), Error> { work().await }");
    main_never: main("", "fn main() -> ! { #![allow(unused)] std::process::exit(work()) }");
    main_termination: main("", "fn main() -> impl Termination { early()?; work() }");
    main_inner: main("crate = crate::facade", "pub(in crate::app) fn r#main() { use a::b; fn inner() {} b() }");
    /// Of a build with the variable.
    main_source_context: main("source_context", "fn main() { work() }");
    main_sample: main("sample = 0.1", "fn main() { work() }");
    main_sentry: main("sentry", "fn main() { work() }");
    main_tags: main(r#"tags(simd = cfg!(feature = "simd"))"#, "fn main() { work() }");
}
