fn evaluate() -> u8 {
    //! Inner docs.
    #![allow(unused_variables)]
    use std::convert::identity;
    const ONE: u8 = 1;
    macro_rules! two {
        () => {
            2
        };
    }
    fn three() -> u8 {
        3
    }
    let _telemetry = {
        #[used]
        #[cfg_attr(target_os = "linux", unsafe(link_section = "telemetry_0_1_commands"))]
        #[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,tlm0_1_commands"))]
        #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_commands$b"))]
        static TELEMETRY_COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
            "evaluate",
            ::telemetry::__private::Place {
                module: ::core::module_path!(),
                function: "evaluate",
                file: ::core::file!(),
                line: 1u32,
            },
        );
        ::telemetry::__private::enter(&TELEMETRY_COMMAND)
    };
    let unused = 0;
    identity(ONE + two!() + three())
}
