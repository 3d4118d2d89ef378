#[expect(clippy::manual_async_fn, reason = "that is the case")]
fn plain(x: u8) -> impl Future<Output = u8> {
    async move {
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
                "plain",
                ::telemetry::__private::Place {
                    module: ::core::module_path!(),
                    function: "plain",
                    file: ::core::file!(),
                    line: 1u32,
                },
            );
            ::telemetry::__private::enter(&TELEMETRY_COMMAND)
        };
        tokio::task::yield_now().await;
        x + 1
    }
}
fn boxed(x: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    const ONE: u8 = 1;
    Box::pin(async move {
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
                "boxed",
                ::telemetry::__private::Place {
                    module: ::core::module_path!(),
                    function: "boxed",
                    file: ::core::file!(),
                    line: 1u32,
                },
            );
            ::telemetry::__private::enter(&TELEMETRY_COMMAND)
        };
        tokio::task::yield_now().await;
        x + ONE
    })
}
/// What a tag looks at is not held by the future for its sake, and so it is looked at before.
fn looked_at(limit: Option<u8>, text: &str) -> impl Future<Output = u8> + Send + use<> {
    let _telemetry = {
        #[used]
        #[cfg_attr(target_os = "linux", unsafe(link_section = "telemetry_0_1_commands"))]
        #[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,tlm0_1_commands"))]
        #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_commands$b"))]
        static TELEMETRY_COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
                "looked-at",
                ::telemetry::__private::Place {
                    module: ::core::module_path!(),
                    function: "looked_at",
                    file: ::core::file!(),
                    line: 1u32,
                },
            )
            .tags(
                &[
                    ::telemetry::__private::Key::of(
                        "set",
                        |limit: Option<u8>| ::telemetry::__private::tag(&limit.is_some()),
                    ),
                    ::telemetry::__private::Key::flag("text"),
                ],
            );
        ::telemetry::__private::enter_with(
            &TELEMETRY_COMMAND,
            &[
                &|| ::telemetry::__private::tag(&limit.is_some()).word(),
                &|| ::telemetry::__private::flag(&text.is_empty()),
            ],
        )
    };
    async { 1 }
}
