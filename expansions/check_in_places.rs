fn watch() {
    for _ in 0..3 {
        {
            #[used]
            #[cfg_attr(
                target_os = "linux",
                unsafe(link_section = "telemetry_0_1_checkins")
            )]
            #[cfg_attr(
                target_os = "macos",
                unsafe(link_section = "__DATA,tlm0_1_checkins")
            )]
            #[cfg_attr(windows, unsafe(link_section = ".tlm$0_1_checkins$b"))]
            static TELEMETRY_CHECK_IN: ::telemetry::__private::CheckIn = ::telemetry::__private::CheckIn::new(
                "watching",
                ::telemetry::__private::Place {
                    module: ::core::module_path!(),
                    function: "check_in!",
                    file: ::core::file!(),
                    line: ::core::line!(),
                },
            );
            ::telemetry::__private::check_in(&TELEMETRY_CHECK_IN)
        };
    }
}
