fn report<'a, T: Show, const N: usize>(all: &'a [T; N]) -> impl Iterator<Item = &'a T>
where
    T: Clone,
{
    let _command = {
        #[::telemetry::__private::linkme::distributed_slice(
            ::telemetry::__private::COMMANDS
        )]
        #[linkme(crate = ::telemetry::__private::linkme)]
        static COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
            "report",
            ::telemetry::__private::Place {
                module: ::core::module_path!(),
                function: "report",
                file: ::core::file!(),
                line: 1u32,
            },
        );
        ::telemetry::__private::enter(&COMMAND)
    };
    all.iter()
}
