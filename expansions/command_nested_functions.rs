fn outer(x: u8) -> u8 {
    fn inner(x: u8) -> u8 {
        let _telemetry = {
            #[used]
            #[cfg_attr(
                target_os = "linux",
                unsafe(link_section = "telemetry_0_1_commands")
            )]
            #[cfg_attr(
                target_os = "macos",
                unsafe(link_section = "__DATA,tlm0_1_commands")
            )]
            #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_commands$b"))]
            static TELEMETRY_COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
                "inner",
                ::telemetry::__private::Place {
                    module: ::core::module_path!(),
                    function: "inner",
                    file: ::core::file!(),
                    line: 1u32,
                },
            );
            ::telemetry::__private::enter(&TELEMETRY_COMMAND)
        };
        x + 1
    }
    let _telemetry = {
        #[used]
        #[cfg_attr(target_os = "linux", unsafe(link_section = "telemetry_0_1_commands"))]
        #[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,tlm0_1_commands"))]
        #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_commands$b"))]
        static TELEMETRY_COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
            "outer",
            ::telemetry::__private::Place {
                module: ::core::module_path!(),
                function: "outer",
                file: ::core::file!(),
                line: 1u32,
            },
        );
        ::telemetry::__private::enter(&TELEMETRY_COMMAND)
    };
    inner(x) + inner(x)
}
