//! Functions that return, return early, never return, and take what functions take.

use std::num::ParseIntError;

/// With nothing in it.
#[telemetry::command]
pub fn nothing() {}

/// With a name of its own, and a value.
#[telemetry::command("sum")]
#[must_use]
pub fn add(left: u32, right: u32) -> u32 {
    left.saturating_add(right)
}

/// With patterns for parameters, and one that changes.
#[telemetry::command]
#[must_use]
pub fn patterns((first, second): (u32, u32), [third, _]: [u32; 2], mut rest: u32) -> u32 {
    rest += third;
    first + second + rest
}

/// With `?` and an early return.
///
/// # Errors
///
/// What is not a number is none.
#[telemetry::command]
pub fn parse(text: &str) -> Result<u32, ParseIntError> {
    if text.is_empty() {
        return Ok(0);
    }
    let number: u32 = text.trim().parse()?;
    Ok(number)
}

/// With a parameter that is not used, and a variable as the expansion names its own.
#[telemetry::command]
#[must_use]
pub fn unused(_ignored: u32) -> bool {
    let _command = std::env::args().count();
    std::env::args().count() > 1
}

/// With a loop, a closure and a block that ends early.
#[telemetry::command]
#[must_use]
pub fn control_flow(limit: u32) -> Option<u32> {
    let doubled = |number: u32| number * 2;
    for number in 0..limit {
        if doubled(number) > 10 {
            return Some(number);
        }
    }
    let found = 'search: {
        if limit == 7 {
            break 'search limit;
        }
        0
    };
    (found > 0).then_some(found)
}

/// That never returns.
#[telemetry::command]
pub fn never() -> ! {
    std::process::exit(1)
}

/// Called from C.
#[telemetry::command]
#[must_use]
pub extern "C" fn foreign(number: u32) -> u32 {
    number + 1
}

/// With an attribute above and one below.
#[inline]
#[telemetry::command]
#[track_caller]
#[must_use]
pub fn between_attributes(number: Option<u32>) -> u32 {
    number.map_or_else(|| 0, |number| number + 1)
}

#[telemetry::command]
fn of_this_module() -> u32 {
    1
}

#[telemetry::command]
pub(crate) fn r#match() -> u32 {
    of_this_module()
}

/// With another name for the facade.
#[telemetry::command("renamed", crate = ::telemetry)]
#[must_use]
pub fn renamed() -> u32 {
    r#match() + mod_deep::deep()
}

mod mod_deep {
    #[telemetry::command]
    pub(super) fn deep() -> u32 {
        2
    }
}
