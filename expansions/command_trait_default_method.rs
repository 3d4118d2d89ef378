trait Show {
    fn inherited(&self) -> u8 {
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
                "show/inherited",
                ::telemetry::__private::Place {
                    module: ::core::module_path!(),
                    function: "inherited",
                    file: ::core::file!(),
                    line: 1u32,
                },
            );
            ::telemetry::__private::enter(&TELEMETRY_COMMAND)
        };
        1
    }
}
