fn main() {
    fn main() {
        work()
    }
    ::other::__private::run(
        const {
            &::other::__private::App::new(::other::__private::Package {
                    name: ::core::env!("CARGO_PKG_NAME"),
                    version: ::core::env!("CARGO_PKG_VERSION"),
                    debug: ::core::cfg!(debug_assertions),
                    aborts: ::core::cfg!(panic = "abort"),
                    modules: &[("example-core", "1.4.0"), ("opt-in-telemetry", "0.1.0")],
                    own: &["example_core"],
                    main: ::other::__private::Place {
                        module: ::core::module_path!(),
                        function: "main",
                        file: ::core::file!(),
                        line: 1u32,
                    },
                })
                .dsn(|| ::other::__private::dsn(const { option_env!("EXAMPLE_DSN") }))
                .app("example")
                .release(concat!("example@", env!("GIT_REVISION")))
                .environment("beta")
                .dist("musl")
                .config(|| ::other::__private::config(paths::config()))
                .section("sharing")
                .messages(::other::__private::Messages::Withheld)
                .errors(::other::__private::Errors::Captured)
                .contact("privacy@example.org")
                .policy("https://example.org/privacy")
                .qualifier("org")
                .organization("Example")
                .delivery(::other::__private::Delivery::Inline)
        },
        main,
        |telemetry_result| {
            use ::other::__private::probe::*;
            (&&&&&&Probe(telemetry_result)).telemetry_outcome()
        },
    )
}
