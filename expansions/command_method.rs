impl Matcher {
    fn found(&mut self) -> bool {
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
            static TELEMETRY_COMMAND: ::other::__private::Command = ::other::__private::Command::new(
                "found",
                ::other::__private::Place {
                    module: ::core::module_path!(),
                    function: "found",
                    file: ::core::file!(),
                    line: 1u32,
                },
            );
            ::other::__private::enter(&TELEMETRY_COMMAND)
        };
        self.0
    }
}
