//! `messages = "withheld"`: only words of the standard library remain.

/// What is shown of every other message.
const WITHHELD: &str = "<withheld>";

/// Whole messages; `#` stands for a number.
const WHOLE: &str = "\
index out of bounds: the len is # but the index is #
range start index # out of range for slice of length #
range end index # out of range for slice of length #
slice index starts at # but ends at #
byte range starts at # but ends at #
attempted to index slice up to maximum usize
attempted to index slice from after maximum usize
copy_from_slice: source slice length (#) does not match destination slice length (#)
source slice length (#) does not match destination slice length (#)
removal index (is #) should be < len (is #)
swap_remove index (is #) should be < len (is #)
insertion index (is #) should be <= len (is #)
`at` split index (is #) should be <= len (is #)
mid > len
chunk size must be non-zero
attempt to add with overflow
attempt to subtract with overflow
attempt to multiply with overflow
attempt to divide with overflow
attempt to negate with overflow
attempt to calculate the remainder with overflow
attempt to shift left with overflow
attempt to shift right with overflow
attempt to divide by zero
attempt to calculate the remainder with a divisor of zero
divide by zero error when dividing duration by scalar
overflow when adding duration to instant
overflow when subtracting duration from instant
overflow when adding durations
overflow when subtracting durations
called `Option::unwrap()` on a `None` value
already borrowed
already borrowed: BorrowMutError
already mutably borrowed
already mutably borrowed: BorrowError
RefCell already borrowed
RefCell already mutably borrowed
cannot access a Thread Local Storage value during or after destruction: AccessError
capacity overflow
Hash table capacity overflow
memory allocation of # bytes failed
explicit panic
`async fn` resumed after completion
`async fn` resumed after panicking
invalid digit found in string
cannot parse integer from empty string
number too large to fit in target type
number too small to fit in target type
number would be zero for non-zero type
out of range integral type conversion attempted
invalid float literal
cannot parse float from empty string
cannot parse char from empty string
too many characters in string
provided string was not `true` or `false`
converted integer out of range for `char`
could not convert slice to array
invalid utf-8 sequence of # bytes from index #
incomplete utf-8 byte sequence from index #
invalid utf-16: lone surrogate found
invalid IP address syntax
invalid socket address syntax
environment variable not found
second time provided was later than self
receiving on a closed channel
receiving on an empty channel
receiving on an empty and disconnected channel
sending on a closed channel
timed out waiting on channel
channel is empty and sending half is closed
failed to fill whole buffer
failed to write whole buffer
stream did not contain valid UTF-8
entity not found
permission denied
connection refused
connection reset
connection aborted
not connected
address in use
address not available
broken pipe
entity already exists
operation would block
invalid input parameter
invalid data
timed out
write zero
operation interrupted
unsupported
unexpected end of file
out of memory
other error";

/// Messages that go on with the program's or the user's own words: these are cut off.
const STARTS: &str = "\
called `Result::unwrap()` on an `Err` value
called `Result::unwrap_err()` on an `Ok` value
byte index # is not a char boundary
byte index # is out of bounds
start byte index # is not a char boundary
start byte index # is out of bounds
end byte index # is not a char boundary
end byte index # is out of bounds
begin <= end (# <= #) when slicing
begin > end (# > #) when slicing
assertion `left == right` failed
assertion `left != right` failed
assertion `left matches right` failed
assertion failed
internal error: entered unreachable code
not implemented
not yet implemented
failed to spawn thread
failed printing to stdout
failed printing to stderr
environment variable was not valid unicode";

/// The message, if the standard library fixed its words; cut off where others' words begin; else
/// `<withheld>`.
pub(crate) fn withheld(text: &str) -> String {
    fixed(text).unwrap_or_else(|| WITHHELD.to_owned())
}

/// The words of a message that the standard library fixed, if it did.
pub(crate) fn fixed(text: &str) -> Option<String> {
    let text = text.trim();
    let whole = WHOLE.lines().any(|shape| after(shape, text).is_some_and(str::is_empty));
    if whole {
        return Some(text.to_owned());
    }
    let cut = STARTS.lines().find_map(|shape| {
        let rest = after(shape, text).filter(|rest| !rest.starts_with(char::is_alphanumeric))?;
        text.get(..text.len() - rest.len())
    });
    cut.map(str::to_owned).or_else(|| os_error(text))
}

/// `No such file or directory (os error 2)`: the number says it all, and the words before it may
/// not be the system's alone.
fn os_error(text: &str) -> Option<String> {
    let number = text.strip_suffix(')')?.rsplit_once("(os error ")?.1;
    let digits = number.strip_prefix('-').unwrap_or(number);
    is_number(digits).then(|| format!("os error {number}"))
}

/// What stands after this shape at the start of the text.
fn after<'a>(shape: &str, text: &'a str) -> Option<&'a str> {
    let mut parts = shape.split('#');
    let mut rest = text.strip_prefix(parts.next()?)?;
    for part in parts {
        let digits = rest.len() - rest.trim_start_matches(|char: char| char.is_ascii_digit()).len();
        is_number(rest.get(..digits)?).then_some(())?;
        rest = rest.get(digits..)?.strip_prefix(part)?;
    }
    Some(rest)
}

/// As many digits as a `usize` has at most.
fn is_number(digits: &str) -> bool {
    (1..=20).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}
