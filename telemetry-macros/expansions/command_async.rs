async fn watch() -> Result<(), E> {
    let _command = {
        #[::telemetry::__private::linkme::distributed_slice(
            ::telemetry::__private::COMMANDS
        )]
        #[linkme(crate = ::telemetry::__private::linkme)]
        static COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
            "watch",
            ::telemetry::__private::Place {
                module: ::core::module_path!(),
                function: "watch",
                file: ::core::file!(),
                line: 1u32,
            },
        );
        ::telemetry::__private::enter(&COMMAND)
    };
    work().await?;
    Ok(())
}
