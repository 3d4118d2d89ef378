fn main() {
    fn main() {
        assert_eq!(APP, "ui@0.1.0");
    }
    ::telemetry::__private::run(
        const {
            &::telemetry::__private::App::new(::telemetry::__private::Package {
                    name: ::core::env!("CARGO_PKG_NAME"),
                    version: ::core::env!("CARGO_PKG_VERSION"),
                    debug: ::core::cfg!(debug_assertions),
                    aborts: ::core::cfg!(panic = "abort"),
                    modules: &[("example-core", "1.4.0"), ("opt-in-telemetry", "0.1.0")],
                    own: &["example_core"],
                    main: ::telemetry::__private::Place {
                        module: ::core::module_path!(),
                        function: "main",
                        file: ::core::file!(),
                        line: 1u32,
                    },
                })
                .dsn(|| ::telemetry::__private::dsn(const {
                    option_env!("NO_SUCH_DSN")
                }))
                .app("e2e")
                .release(APP)
                .environment("tests")
                .dist(concat!("a", "-", "b"))
                .config(|| ::telemetry::__private::config(config()))
                .section("telemetry")
                .messages(::telemetry::__private::Messages::Withheld)
                .errors(::telemetry::__private::Errors::Captured)
                .contact("privacy@example.org")
                .policy("https://example.org/privacy")
                .qualifier("org")
                .organization("Example")
                .delivery(::telemetry::__private::Delivery::Background)
                .sample(1.0)
        },
        main,
        |telemetry_result| {
            use ::telemetry::__private::probe::*;
            (&&&&&&Probe(telemetry_result)).telemetry_outcome()
        },
    )
}
