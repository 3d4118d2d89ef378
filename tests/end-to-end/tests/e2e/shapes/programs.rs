//! Attributes of a whole program, the name under which it knows this crate, and check-ins.

shapes! {
    check_in_places: [
        "Check-in watching",
        "Check-in watching/again",
        "Check-in renamed",
        "Check-in first",
        "Check-in second"
    ];
    program_crate_nested: ["Start evaluate", "Start report/daily", "Check-in watching"];
    program_crate_renamed: ["Start test-drive", "Start report/daily", "Check-in watching"];
    program_forbids_unsafe_code: ["Start watch", "Check-in watching"];
    program_no_implicit_prelude: ["Start evaluate", "Check-in watching"];
}
