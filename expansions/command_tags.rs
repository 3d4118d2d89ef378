fn fields(args: &Args<'_>) -> u8 {
    let _telemetry = {
        #[used]
        #[cfg_attr(target_os = "linux", unsafe(link_section = "telemetry_0_1_commands"))]
        #[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,tlm0_1_commands"))]
        #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_commands$b"))]
        static TELEMETRY_COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
                "fields",
                ::telemetry::__private::Place {
                    module: ::core::module_path!(),
                    function: "fields",
                    file: ::core::file!(),
                    line: 1u32,
                },
            )
            .tags(
                &[
                    ::telemetry::__private::Key::of(
                        "output",
                        |args: &Args<'_>| ::telemetry::__private::tag(&args.output),
                    ),
                    ::telemetry::__private::Key::of(
                        "loud",
                        |args: &Args<'_>| ::telemetry::__private::tag(
                            &(args.verbose > 1),
                        ),
                    ),
                    ::telemetry::__private::Key::flag("verbose"),
                    ::telemetry::__private::Key::flag("only"),
                    ::telemetry::__private::Key::flag("since"),
                    ::telemetry::__private::Key::flag("dry-run"),
                ],
            );
        ::telemetry::__private::enter_with(
            &TELEMETRY_COMMAND,
            &[
                &|| ::telemetry::__private::tag(&args.output).word(),
                &|| ::telemetry::__private::tag(&(args.verbose > 1)).word(),
                &|| ::telemetry::__private::flag(&args.verbose),
                &|| ::telemetry::__private::flag(&args.only),
                &|| ::telemetry::__private::flag(&args.since),
                &|| ::telemetry::__private::flag(&args.dry_run),
            ],
        )
    };
    args.verbose
}
