//! Runs of a shape: with consent its events arrive, without it nothing is done.

use crate::shape::Shape;
use end_to_end::{Finished, World, messages, sessions};

/// What arrives at each start.
pub(crate) const STARTED: &str = "shapes 0.1.0 started";

/// Runs a shape. Those that name their configuration file take it from the environment.
pub(crate) fn run(world: &World, shape: &Shape, arguments: &[&str]) -> Finished {
    let program = world.program(shape.program()).env("E2E_CONFIG", world.config());
    program.args(arguments).run()
}

/// The shape ends well and prints no error. Exactly its events arrive, in this order, and the
/// session of a normal exit.
#[track_caller]
pub(crate) fn assert_events_arrive(shape: &Shape) {
    let world = World::consenting();
    run(&world, shape, &[]).quiet();
    let received = world.settle();
    let expected = shape.events();
    assert_eq!(
        messages(&received),
        [vec![STARTED.to_owned()], expected.clone()].concat()
    );
    assert_eq!(received.events().len(), 1 + expected.len(), "{received}");
    assert_eq!(sessions(&received), ["exited 0"]);
    if let Some(failure) = shape.failure() {
        let world = World::consenting();
        let finished = run(&world, shape, &["fail"]);
        assert_eq!((finished.code, finished.stderr), (Some(failure.code), failure.stderr));
        assert_eq!(sessions(&world.settle()), [failure.session]);
    }
}

/// Without consent the shape ends well, makes no file and asks no server.
#[track_caller]
pub(crate) fn assert_silent(shape: &Shape) {
    let world = World::new();
    run(&world, shape, &[]).quiet();
    assert_eq!(world.files(), [""; 0]);
    assert_eq!(world.receiver.connections(), 0);
}
