fn main() {
    #[apply(smol_macros::main!)]
    async fn main(executor: &Executor<'_>) {
        assert_eq!(executor.spawn(evaluate(2)). await, 4);
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
                .app("e2e")
        },
        main,
        |telemetry_result| {
            use ::telemetry::__private::probe::*;
            (&&&&&&Probe(telemetry_result)).telemetry_outcome()
        },
    )
}
