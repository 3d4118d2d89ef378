impl Matcher {
    fn r#match(&mut self) -> bool {
        let _command = {
            #[::other::__private::linkme::distributed_slice(
                ::other::__private::COMMANDS
            )]
            #[linkme(crate = ::other::__private::linkme)]
            static COMMAND: ::other::__private::Command = ::other::__private::Command::new(
                "match",
                ::other::__private::Place {
                    module: ::core::module_path!(),
                    function: "match",
                    file: ::core::file!(),
                    line: 1u32,
                },
            );
            ::other::__private::enter(&COMMAND)
        };
        self.0
    }
}
