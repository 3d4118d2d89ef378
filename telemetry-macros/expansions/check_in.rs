fn watch() {
    loop {
        {
            #[::telemetry::__private::linkme::distributed_slice(
                ::telemetry::__private::CHECK_INS
            )]
            #[linkme(crate = ::telemetry::__private::linkme)]
            static CHECK_IN: ::telemetry::__private::CheckIn = ::telemetry::__private::CheckIn::new(
                "watching",
                ::telemetry::__private::Place {
                    module: ::core::module_path!(),
                    function: "check_in!",
                    file: ::core::file!(),
                    line: ::core::line!(),
                },
            );
            ::telemetry::__private::check_in(&CHECK_IN)
        };
    }
}
