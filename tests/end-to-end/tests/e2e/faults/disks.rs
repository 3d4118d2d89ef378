//! Real disks: one that is full, and one that can only be read. They are mounted where nobody else
//! sees them, which not every machine allows.

use crate::ANNOTATED;
use end_to_end::{Finished, World};
use std::process::Command;

/// Runs the script with a disk of 256 kB in the place of the user's data. `None` where this process
/// may not mount one.
fn on_a_disk(world: &World, script: &str) -> Option<Finished> {
    let (mount, path) = (
        "mount -t tmpfs -o size=256k,mode=700 disk \"$HOME/.local\"",
        "/usr/sbin:/usr/bin:/sbin:/bin",
    );
    let unshare: &[&str] = if rustix::process::geteuid().is_root() {
        &["-m"]
    } else {
        &["-U", "-r", "-m"]
    };
    let may = Command::new("unshare")
        .args(unshare)
        .args(["sh", "-c", "mount -t tmpfs disk /mnt"])
        .output();
    if !may.is_ok_and(|output| output.status.success()) {
        println!("this machine does not let the tests mount a disk: not tried");
        return None;
    }
    world.make_directory(&world.path().join(".local"));
    // Everything is sent at the end, so that nothing is left in there by then.
    world.write_config("telemetry:\n  collect: true\n  delivery: inline\n");
    let program = world.program("unshare").env("PATH", path).env("PROGRAM", ANNOTATED);
    let finished = program
        .args(unshare)
        .args(["sh", "-e", "-c", &format!("{mount}\n{script}")])
        .run();
    assert_eq!(finished.code, Some(0), "{finished:?}");
    assert_eq!(finished.stderr, "", "{finished:?}");
    Some(finished)
}

#[test]
fn a_full_disk() {
    let world = World::new();
    let script = r#"
        "$PROGRAM" evaluate > /dev/null
        fill() { head -c 1000000 /dev/zero > "$HOME/.local/fill" 2> /dev/null || true; }
        fill
        "$PROGRAM" evaluate status
        rm "$HOME/.local/fill"
        await() {
            for _ in $(seq 3000); do
                grep -q "$1" said 2> /dev/null && return
                sleep 0.01
            done
            exit 1
        }
        # It becomes full while the program runs, and is not any more when that ends.
        {
            await paused
            fill
            echo
            await 'last error'
            rm "$HOME/.local/fill"
        } | "$PROGRAM" pause evaluate status pause > said
        cat said
        "$PROGRAM"
        find "$HOME/.local/share/e2e/telemetry/outbox" "$HOME/.local/share/e2e/telemetry/runs" -type f
    "#;
    let Some(finished) = on_a_disk(&world, script) else {
        return;
    };
    let full = "No space left on device (os error 28)";
    let lines: Vec<&str> = finished.stdout.lines().filter(|line| line.contains(full)).collect();
    assert_eq!(lines.len(), 2, "{finished:?}");
    assert!(lines[0].starts_with("Telemetry is off: "), "{finished:?}");
    assert!(lines[1].starts_with("  last error     "), "{finished:?}");
    assert!(finished.stdout.ends_with("paused\n"), "nothing is left: {finished:?}");
    let received = world.settle();
    // The first run's two, the start of the third, and of the last.
    assert_eq!(
        (
            received.events().len(),
            received.sessions().len(),
            received.count_of_discarded()
        ),
        (4, 3, 1),
        "{received}"
    );
}

#[test]
fn a_disk_that_can_only_be_read() {
    let world = World::new();
    let script = r#"
        "$PROGRAM" evaluate > /dev/null
        mount -o remount,ro "$HOME/.local"
        "$PROGRAM" evaluate status
        mount -o remount,rw "$HOME/.local"
        "$PROGRAM"
        find "$HOME/.local/share/e2e/telemetry/outbox" "$HOME/.local/share/e2e/telemetry/runs" -type f
    "#;
    let Some(finished) = on_a_disk(&world, script) else {
        return;
    };
    let (output, status) = finished.stdout.split_once("Telemetry is off: ").expect("a status");
    assert_eq!(output, "evaluate begins\nevaluate ends\n");
    assert!(status.contains("Read-only file system (os error 30)"), "{status}");
    assert!(
        status
            .lines()
            .last()
            .is_some_and(|line| line.starts_with("  last delivery")),
        "{status}"
    );
    let received = world.settle();
    assert_eq!(
        (received.events().len(), received.sessions().len()),
        (3, 2),
        "{received}"
    );
}

/// The uploader's outputs lead there, so that none can be launched.
#[test]
fn a_system_without_a_null_device() {
    let world = World::new();
    let script = r#"
        printf 'telemetry:\n  collect: true\n' > "$HOME/.config/e2e/config.yml"
        mkdir "$HOME/empty"
        mount --bind "$HOME/empty" /dev
        "$PROGRAM" evaluate status
    "#;
    let Some(finished) = on_a_disk(&world, script) else {
        return;
    };
    let (output, status) = finished.stdout.split_once("Telemetry is on").expect("a status");
    assert_eq!(output, "evaluate begins\nevaluate ends\n");
    let error = "last error     /dev/null: No such file or directory (os error 2)";
    assert!(status.contains(error), "{status}");
}
