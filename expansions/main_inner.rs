pub(in crate::app) fn r#main() {
    fn r#main() {
        use a::b;
        fn inner() {}
        b()
    }
    crate::facade::__private::run(
        const {
            &crate::facade::__private::App::new(crate::facade::__private::Package {
                name: ::core::env!("CARGO_PKG_NAME"),
                version: ::core::env!("CARGO_PKG_VERSION"),
                debug: ::core::cfg!(debug_assertions),
                aborts: ::core::cfg!(panic = "abort"),
                modules: &[("example-core", "1.4.0"), ("opt-in-telemetry", "0.1.0")],
                own: &["example_core"],
                main: crate::facade::__private::Place {
                    module: ::core::module_path!(),
                    function: "main",
                    file: ::core::file!(),
                    line: 1u32,
                },
            })
        },
        r#main,
        |telemetry_result| {
            use crate::facade::__private::probe::*;
            (&&&&&&Probe(telemetry_result)).telemetry_outcome()
        },
    )
}
