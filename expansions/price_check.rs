fn main() -> Result<(), Box<dyn Error>> {
    fn main() -> Result<(), Box<dyn Error>> {
        let mut arguments = std::env::args().skip(1);
        match arguments.next().as_deref() {
            Some("evaluate") => evaluate(arguments),
            Some("telemetry") => {
                {
                    ::std::io::_print(format_args!("{0}\n", telemetry::status()));
                };
                Ok(())
            }
            _ => Err("usage: price-check evaluate PRICE...".into()),
        }
    }
    ::telemetry::__private::run(
        const {
            &::telemetry::__private::App::new(::telemetry::__private::Package {
                    name: "price-check",
                    version: "1.4.0",
                    debug: true,
                    aborts: false,
                    modules: &[("opt-in-telemetry", "0.1.0")],
                    own: &[],
                    main: ::telemetry::__private::Place {
                        module: "price_check",
                        function: "main",
                        file: "examples/price-check/src/main.rs",
                        line: 6u32,
                    },
                })
                .dsn(|| ::telemetry::__private::dsn(
                    "https://0123456789abcdef0123456789abcdef@telemetry.example.org/1",
                ))
        },
        main,
        |telemetry_result| {
            use ::telemetry::__private::probe::*;
            (&&&&&&Probe(telemetry_result)).telemetry_outcome()
        },
    )
}
fn evaluate(prices: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let _telemetry = {
        #[used]
        #[unsafe(link_section = "telemetry_0_1_commands")]
        static TELEMETRY_COMMAND: ::telemetry::__private::Command = ::telemetry::__private::Command::new(
            "evaluate",
            ::telemetry::__private::Place {
                module: "price_check",
                function: "evaluate",
                file: "examples/price-check/src/main.rs",
                line: 19u32,
            },
        );
        ::telemetry::__private::enter(&TELEMETRY_COMMAND)
    };
    let prices = prices.map(|price| price.parse()).collect::<Result<Vec<f64>, _>>()?;
    let highest = prices.into_iter().reduce(f64::max).ok_or("no prices")?;
    {
        ::std::io::_print(format_args!("{0:.2} at most\n", highest));
    };
    Ok(())
}
