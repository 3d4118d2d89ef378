//! A program with subcommands of clap's: `examples/main_clap_parser.rs`.

use crate::main_clap_parser::SHAPE;
use crate::runs::{STARTED, run};
use end_to_end::{World, messages, sessions};

#[test]
fn subcommands_are_recorded() {
    let world = World::consenting();
    run(&world, &SHAPE, &["report", "daily"]).quiet();
    assert_eq!(messages(&world.settle()), [STARTED, "Start report/named"]);
}

#[test]
fn where_clap_ends_the_program_it_ends_as_without_us() {
    for (argument, code) in [("--help", 0), ("--version", 0), ("--no-such", 2)] {
        let world = World::consenting();
        let finished = run(&world, &SHAPE, &[argument]);
        assert_eq!(finished.code, Some(code), "{finished:?}");
        assert_eq!(finished.stderr.is_empty(), code == 0, "{finished:?}");
        assert_eq!(finished.stdout.is_empty(), code != 0, "{finished:?}");
        let received = world.settle();
        assert_eq!(messages(&received), [STARTED]);
        assert_eq!(sessions(&received), ["exited 0"]);
    }
}
