trait Run {
    fn run(&self) -> bool {
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
                    "run/default",
                    ::telemetry::__private::Place {
                        module: ::core::module_path!(),
                        function: "run",
                        file: ::core::file!(),
                        line: 1u32,
                    },
                )
                .tags(
                    &[
                        ::telemetry::__private::Key::new(
                            "quiet",
                            <bool as ::telemetry::__private::Tag>::WORDS,
                        ),
                    ],
                );
            ::telemetry::__private::enter_with(
                &TELEMETRY_COMMAND,
                &[&|| <bool as ::telemetry::__private::Tag>::word(&self.quiet())],
            )
        };
        self.quiet()
    }
}
impl<T> Args<T> {
    fn take(self, other: bool) -> bool {
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
                    "args/take",
                    ::telemetry::__private::Place {
                        module: ::core::module_path!(),
                        function: "take",
                        file: ::core::file!(),
                        line: 1u32,
                    },
                )
                .tags(
                    &[
                        ::telemetry::__private::Key::new(
                            "output",
                            <Output as ::telemetry::__private::Tag>::WORDS,
                        ),
                        ::telemetry::__private::Key::of(
                            "other",
                            |other: bool| ::telemetry::__private::tag(&other),
                        ),
                        ::telemetry::__private::Key::flag("verbose"),
                    ],
                );
            ::telemetry::__private::enter_with(
                &TELEMETRY_COMMAND,
                &[
                    &|| <Output as ::telemetry::__private::Tag>::word(&self.output),
                    &|| ::telemetry::__private::tag(&other).word(),
                    &|| ::telemetry::__private::flag(&self.verbose),
                ],
            )
        };
        other
    }
}
