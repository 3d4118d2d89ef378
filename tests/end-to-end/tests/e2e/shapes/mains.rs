//! `#[telemetry::main]` on a `main` of every shape.

use super::run;
use crate::STARTED;
use end_to_end::{World, messages, sessions};

shapes! {
    main_plain: [];
    main_all_arguments: [];
    main_raw_identifier: [];
    main_source_context: [];
    main_sentry: [];
    main_tags: [];

    // Under a runtime.
    main_async_smol_above: ["Start evaluate"];
    main_async_smol_around: ["Start evaluate"];
    main_async_smol_below: ["Start evaluate"];
    main_async_smol_below_with_executor: ["Start evaluate"];
    main_async_std_below: ["Start evaluate"];
    main_async_tokio_above: ["Start evaluate"];
    main_async_tokio_below: ["Start evaluate"];
    main_async_tokio_with_arguments_above: ["Start evaluate"];
    main_async_tokio_with_arguments_below: ["Start evaluate"];

    // What its body holds, and what stands around it.
    main_clap_parser: ["Start evaluate"];
    main_conditional: ["Start evaluate"];
    main_early_return: ["Start evaluate"];
    main_in_macro_rules: ["Start evaluate"];
    main_in_module: ["Check-in watching"];
    main_inner_attributes: [];
    main_keeps_attributes: [];
    main_nested_functions: ["Start inner/main"];
    main_question_mark: [];

    // Names that the program has too.
    main_own_names: [];
    main_own_traits: [];

    // What it returns.
    main_returns_anyhow: [];
    main_returns_boxed_error: [];
    main_returns_boxed_send_error: [];
    main_returns_exit_code: [];
    main_returns_impl_termination: [];
    main_returns_infallible_in_result: [];
    main_returns_io_error: [];
    main_returns_never: [];
    main_returns_never_in_result: [];
    main_returns_own_termination: [];
    main_returns_own_termination_in_result: [];
    main_returns_result_alias: ["Start evaluate"];
    main_returns_string_error: [];
    main_snafu_report_below: ["Start evaluate"];
}

const CLAP: &str = program!(main_clap_parser);

#[test]
fn clap_s_subcommands_are_told() {
    let world = World::consenting();
    run(&world, CLAP, &["report", "daily"]).quiet();
    assert_eq!(messages(&world.settle()), [STARTED, "Start report/named"]);
}

#[test]
fn where_clap_ends_the_program_it_ends_as_without_us() {
    for (argument, code) in [("--help", 0), ("--version", 0), ("--no-such", 2)] {
        let world = World::consenting();
        let finished = run(&world, CLAP, &[argument]);
        assert_eq!(finished.code, Some(code), "{finished:?}");
        assert_eq!(finished.stderr.is_empty(), code == 0, "{finished:?}");
        assert_eq!(finished.stdout.is_empty(), code != 0, "{finished:?}");
        let received = world.settle();
        assert_eq!(messages(&received), [STARTED]);
        assert_eq!(sessions(&received), ["exited 0"]);
    }
}
