fn main() {
    fn main() {
        test_drive();
        report();
        {
            #[used]
            #[cfg_attr(
                target_os = "linux",
                unsafe(link_section = "telemetry_0_1_checkins")
            )]
            #[cfg_attr(
                target_os = "macos",
                unsafe(link_section = "__DATA,tlm0_1_checkins")
            )]
            #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_checkins$b"))]
            static TELEMETRY_CHECK_IN: ::other::__private::CheckIn = ::other::__private::CheckIn::new(
                "watching",
                ::other::__private::Place {
                    module: ::core::module_path!(),
                    function: "check_in!",
                    file: ::core::file!(),
                    line: ::core::line!(),
                },
            );
            ::other::__private::check_in(&TELEMETRY_CHECK_IN)
        };
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
                .app("e2e")
        },
        main,
        |telemetry_result| {
            use ::other::__private::probe::*;
            (&&&&&&Probe(telemetry_result)).telemetry_outcome()
        },
    )
}
fn report() {
    let _telemetry = {
        #[used]
        #[cfg_attr(target_os = "linux", unsafe(link_section = "telemetry_0_1_commands"))]
        #[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,tlm0_1_commands"))]
        #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_commands$b"))]
        static TELEMETRY_COMMAND: ::other::__private::Command = ::other::__private::Command::new(
            "report/daily",
            ::other::__private::Place {
                module: ::core::module_path!(),
                function: "report",
                file: ::core::file!(),
                line: 1u32,
            },
        );
        ::other::__private::enter(&TELEMETRY_COMMAND)
    };
}
