//! Check-ins wherever an expression may stand.

/// In a loop, in the arms of a match, and as a value.
pub fn everywhere(rounds: u32) {
    telemetry::check_in!("check-ins/statement");
    for round in 0..rounds {
        match round {
            0 => telemetry::check_in!("check-ins/arm"),
            1 => telemetry::check_in!("check-ins/other-arm",),
            _ => {}
        }
    }
    let sign = || telemetry::check_in!("check-ins/closure");
    sign();
    let () = telemetry::check_in!("check-ins/value");
}

/// In an annotated function.
#[telemetry::command("check-ins/command")]
pub fn in_command(rounds: u32) {
    if rounds > 0 {
        telemetry::check_in!("check-ins/if");
    } else {
        telemetry::check_in!("check-ins/else");
    }
}

/// Of a crate under another name.
pub fn renamed() {
    use telemetry as other;
    other::check_in!("check-ins/renamed");
}
