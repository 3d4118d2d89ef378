fn find(x: Option<u8>) -> Option<u8> {
    let _telemetry = {
        #[used]
        #[cfg_attr(target_os = "linux", unsafe(link_section = "telemetry_0_1_commands"))]
        #[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,tlm0_1_commands"))]
        #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_commands$b"))]
        static TELEMETRY_COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
            "find",
            ::telemetry::__private::Place {
                module: ::core::module_path!(),
                function: "find",
                file: ::core::file!(),
                line: 1u32,
            },
        );
        ::telemetry::__private::enter(&TELEMETRY_COMMAND)
    };
    let x = x?;
    if x > 1 {
        return None;
    }
    Some(x)
}
