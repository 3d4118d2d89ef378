fn test_drive() {
    #![allow(unused)]
    use std::fmt::Write;
    let _command = {
        #[::telemetry::__private::linkme::distributed_slice(
            ::telemetry::__private::COMMANDS
        )]
        #[linkme(crate = ::telemetry::__private::linkme)]
        static COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
            "test-drive",
            ::telemetry::__private::Place {
                module: ::core::module_path!(),
                function: "test_drive",
                file: ::core::file!(),
                line: 1u32,
            },
        );
        ::telemetry::__private::enter(&COMMAND)
    };
    let x = 1;
    use a::b;
}
