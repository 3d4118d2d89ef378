//! Half a minute after it was started an uploader is gone, whatever a server makes of it.

use super::time_goes_by;
use crate::ANNOTATED;
use end_to_end::World;
use receiver::Behaviour;
use std::time::{Duration, Instant};

/// This is how long an uploader may be at work, and what a busy machine adds.
const HALF_A_MINUTE: Duration = Duration::from_secs(30);
const MOMENT: Duration = Duration::from_secs(15);
/// Of an answer: less than would be given up, and yet too much for all.
const NEARLY: Duration = Duration::from_secs(9);

#[test]
#[ignore = "exhaustive: waits half a minute for the uploader; .ci/run runs it"]
fn a_server_that_is_always_just_in_time() {
    let world = World::consenting();
    world.receiver.behave(Behaviour::Slow(NEARLY));
    let actions = ["evaluate", "test-drive", "check-in=watching", "check-in=trading"];
    world.program(ANNOTATED).args(actions).run().quiet();
    let start = Instant::now();
    world.home.wait_for_uploaders();
    let took = start.elapsed();
    assert!(took > NEARLY * 3 && took < HALF_A_MINUTE + MOMENT, "{took:?}");
    assert_eq!(world.waiting().len(), 3, "three of six were sent");
    let asks = world.program(ANNOTATED).args(["status"]).env("E2E_TELEMETRY", "off");
    let status = asks.run().quiet().stdout;
    assert!(status.contains("Z: the server did not answer in time\n"), "{status}");

    world.receiver.behave(Behaviour::Healthy);
    time_goes_by(&world);
    world.program(ANNOTATED).run().quiet();
    world.home.wait_for_uploaders();
    assert!(world.waiting().is_empty());
}
