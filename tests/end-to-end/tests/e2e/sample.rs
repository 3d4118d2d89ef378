//! A program that listens to a share of its users.

use end_to_end::World;

const SAMPLED: &str = env!("CARGO_BIN_EXE_sampled");

#[test]
fn a_user_is_in_it_or_not_and_stays_so() {
    // That all of them are in it, or none, happens once in 500 thousand million times.
    const USERS: usize = 40;
    let (mut chosen, mut others) = (0, 0);
    for _ in 0..USERS {
        if chosen > 0 && others > 0 {
            return;
        }
        let world = World::consenting();
        let listened_to = |world: &World| {
            world.program(SAMPLED).run().quiet();
            world.settle().events().len()
        };
        let (once, twice) = (listened_to(&world), listened_to(&world));
        assert_eq!(twice, 2 * once);
        let status = world.program(SAMPLED).args(["status"]).run().quiet().stdout;
        let received = world.settle();
        if once == 0 {
            assert!(
                status.starts_with("Telemetry is off: this release collects from a share of 0.5 of its users"),
                "{status}"
            );
            assert_eq!(received.connections, 0);
            assert!(world.names("runs").is_empty() && world.names("outbox").is_empty());
            others += 1;
            continue;
        }
        chosen += 1;
        assert!(status.starts_with("Telemetry is on\n"), "{status}");
        assert!(
            received.events().iter().all(|event| event["tags"]["sample"] == "0.5"),
            "{received}"
        );
        assert_eq!(received.sessions().len(), 3);
    }
    panic!("{chosen} of {USERS}");
}
