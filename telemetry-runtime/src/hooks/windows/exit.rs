//! `process::exit`, in any thread: std calls `ExitProcess`, which passes by `atexit`.
//!
//! The system then ends all other threads and calls, in this one, two kinds of callbacks. The first
//! that is called notes the end:
//!
//! - the executable's TLS callbacks (`DLL_PROCESS_DETACH`; "PE Format", section "TLS Callback
//!   Functions");
//! - the callback of a fiber-local value, if the exiting thread has the value. Wine calls only this
//!   one.

use crate::event::note::UNSEEN;
use crate::hooks::panicking;
use crate::registry::command;
use crate::storage::journal::entry::End;
use crate::storage::journal::hook_journal::{self, Lines, context};
use crate::util::catch::catch_quietly;
use crate::util::clock;
use crate::util::digits::Digits;
use std::ffi::c_void;
use windows_sys::Win32::System::SystemServices::DLL_PROCESS_DETACH;
use windows_sys::Win32::System::Threading::{FLS_OUT_OF_INDEXES, FlsAlloc, FlsSetValue};

type Callback = unsafe extern "system" fn(*mut c_void, u32, *mut c_void);

/// The linker lays sections of this name side by side in the order of what follows the dollar sign:
/// before std's own (`XLB`), which destroys the thread's storage.
#[used]
#[unsafe(link_section = ".CRT$XLAB")]
static CALLBACK: Callback = on_detach;

#[link(name = "ntdll")]
unsafe extern "system" {
    /// Whether the process is about to end, and not only a thread. The C library uses it, too.
    fn RtlDllShutdownInProgress() -> u8;
}

/// Called in the thread of `main`.
pub(super) fn install() {
    // SAFETY: the callback is a static of this type; reading it has the linker keep it. The second
    // one is a static function, and the value that it is called with is any that is not zero.
    unsafe {
        (&raw const CALLBACK).read_volatile();
        let index = FlsAlloc(Some(on_fiber_end));
        if index != FLS_OUT_OF_INDEXES {
            FlsSetValue(index, (&raw const CALLBACK).cast());
        }
    }
}

unsafe extern "system" fn on_detach(_module: *mut c_void, reason: u32, _reserved: *mut c_void) {
    if reason == DLL_PROCESS_DETACH {
        catch_quietly(note_end);
    }
}

unsafe extern "system" fn on_fiber_end(_value: *const c_void) {
    // SAFETY: takes nothing, and only looks at a flag.
    if unsafe { RtlDllShutdownInProgress() } != 0 {
        catch_quietly(note_end);
    }
}

/// The run ends here, unless it has ended before. No uploader is started: processes cannot be made
/// at this point. The next start sends what is left.
fn note_end() {
    let Some(context) = context() else { return };
    // A panic hook of the program's may have called `exit`.
    if panicking::is_unseen() {
        let command = command::last_active().unwrap_or_default();
        Lines::of(context).write_line(&["noted fatal 0 0 ", command, " \t", UNSEEN]);
    }
    let end = match panicking::end() {
        End::Crashed => "end crashed ",
        End::Exited => "end exited ",
    };
    Lines::of(context).write_line(&[end, Digits::of(clock::millis()).as_str()]);
    hook_journal::release();
}
