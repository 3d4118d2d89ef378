//! Unhandled exceptions, such as an access violation: the program dies by them as it
//! would without us, but leaves a note of where it was.

use crate::hooks::crash;
use crate::model::signal::Signal;
use crate::storage::journal::hook_journal::{Context, Lines, context};
use crate::util::catch::catch_quietly;
use std::sync::OnceLock;
use windows_sys::Win32::Foundation::{
    EXCEPTION_ACCESS_VIOLATION, EXCEPTION_ILLEGAL_INSTRUCTION, EXCEPTION_IN_PAGE_ERROR, EXCEPTION_INT_DIVIDE_BY_ZERO,
    EXCEPTION_INT_OVERFLOW, EXCEPTION_PRIV_INSTRUCTION, EXCEPTION_STACK_OVERFLOW, NTSTATUS,
};
use windows_sys::Win32::System::Diagnostics::Debug::{
    AddVectoredExceptionHandler, EXCEPTION_CONTINUE_SEARCH, EXCEPTION_POINTERS, LPTOP_LEVEL_EXCEPTION_FILTER,
    SetUnhandledExceptionFilter,
};

const EXCEPTIONS: [(NTSTATUS, Signal); 7] = [
    (EXCEPTION_ACCESS_VIOLATION, Signal::AccessViolation),
    (EXCEPTION_ILLEGAL_INSTRUCTION, Signal::IllegalInstruction),
    (EXCEPTION_IN_PAGE_ERROR, Signal::InPageError),
    (EXCEPTION_INT_DIVIDE_BY_ZERO, Signal::IntegerError),
    (EXCEPTION_INT_OVERFLOW, Signal::IntegerError),
    (EXCEPTION_PRIV_INSTRUCTION, Signal::IllegalInstruction),
    (EXCEPTION_STACK_OVERFLOW, Signal::StackOverflow),
];

/// Where a handler is put among the others.
const LAST: u32 = 0;

/// The filter that was there before ours: the C library has one.
static PREVIOUS: OnceLock<LPTOP_LEVEL_EXCEPTION_FILTER> = OnceLock::new();

pub(super) fn install() {
    // SAFETY: the filter is a static function that may be called in any thread.
    let previous = unsafe { SetUnhandledExceptionFilter(Some(filter)) };
    // An exception in between, in another thread, finds no previous filter: then the system's own
    // action follows.
    let _ = PREVIOUS.set(previous);
    // SAFETY: as above. The last of all handlers: that of std, which tells the user, comes first.
    unsafe { AddVectoredExceptionHandler(LAST, Some(on_stack_overflow)) };
}

/// A stack overflow is noted before it is known whether the program handles it: the search for a
/// handler may need more stack than is left. If the program does, an ordinary end follows in the
/// run journal, and the note means nothing.
unsafe extern "system" fn on_stack_overflow(exception: *mut EXCEPTION_POINTERS) -> i32 {
    // SAFETY: the system gives a valid structure, or nothing.
    let code = unsafe { code_of(exception) };
    if let (Some(EXCEPTION_STACK_OVERFLOW), Some(context)) = (code, context()) {
        record(context, EXCEPTION_STACK_OVERFLOW);
    }
    EXCEPTION_CONTINUE_SEARCH
}

/// # Safety
/// The pointer is null, or what the system gives to a handler.
unsafe fn code_of(exception: *const EXCEPTION_POINTERS) -> Option<NTSTATUS> {
    // SAFETY: the caller says so.
    unsafe { Some(exception.as_ref()?.ExceptionRecord.as_ref()?.ExceptionCode) }
}

unsafe extern "system" fn filter(exception: *const EXCEPTION_POINTERS) -> i32 {
    // SAFETY: as in the handler above.
    let code = unsafe { code_of(exception) };
    if let (Some(code), Some(context)) = (code.filter(|code| *code != EXCEPTION_STACK_OVERFLOW), context()) {
        catch_quietly(|| record(context, code));
    }
    match PREVIOUS.get().copied().flatten() {
        // SAFETY: it is given what the system gave us.
        Some(previous) => unsafe { previous(exception) },
        None => EXCEPTION_CONTINUE_SEARCH,
    }
}

fn record(context: &Context, code: NTSTATUS) {
    let known = EXCEPTIONS.iter().find(|(known, _)| *known == code);
    let signal = known.map_or(Signal::OtherException, |(_, signal)| *signal);
    crash::record(context, &Lines::of(context), signal);
}
