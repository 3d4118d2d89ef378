impl Evaluate {
    fn run<'a>(
        &self,
        first: &'a Args<'a>,
        second: Args<'static>,
        (fast, all): (bool, u8),
    ) {
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
                    "run",
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
                            "output",
                            <Output as ::telemetry::__private::Tag>::WORDS,
                        ),
                        ::telemetry::__private::Key::of(
                            "both",
                            |(first, second): (&'_ Args<'_>, Args<'static>)| ::telemetry::__private::tag(
                                &(first.x == second.x),
                            ),
                        ),
                        ::telemetry::__private::Key::of(
                            "fast",
                            |#[allow(unused)] (fast, all): (bool, u8)| ::telemetry::__private::tag(
                                &fast,
                            ),
                        ),
                    ],
                );
            ::telemetry::__private::enter_with(
                &TELEMETRY_COMMAND,
                &[
                    &|| <Output as ::telemetry::__private::Tag>::word(&self.output),
                    &|| ::telemetry::__private::tag(&(first.x == second.x)).word(),
                    &|| ::telemetry::__private::tag(&fast).word(),
                ],
            )
        };
        work(all)
    }
}
