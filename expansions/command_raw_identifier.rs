fn r#match(r#if: u8) -> u8 {
    let _telemetry = {
        #[used]
        #[cfg_attr(target_os = "linux", unsafe(link_section = "telemetry_0_1_commands"))]
        #[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,tlm0_1_commands"))]
        #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_commands$b"))]
        static TELEMETRY_COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
            "match",
            ::telemetry::__private::Place {
                module: ::core::module_path!(),
                function: "match",
                file: ::core::file!(),
                line: 1u32,
            },
        );
        ::telemetry::__private::enter(&TELEMETRY_COMMAND)
    };
    r#if + 1
}
