//! Reads memory-mapped files that another process may truncate meanwhile.
//!
//! A symboliser maps the executable and its debug files, and keeps the mappings. If such a file is
//! truncated, as by an update that copies over it, reading the mapping raises SIGBUS, which ends
//! the program. As journald does (`sigbus.c` in systemd), the signal handler puts a page of zeros
//! in place of the page that is gone, and the read goes on.

#![expect(unsafe_code, reason = "mappings and loaded modules have no safe interface in std")]

use crate::util::catch::catch_quietly;
use crate::util::timeout;
use std::ffi::{c_int, c_void};
use std::ops::Range;
use std::ptr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicI32, AtomicPtr, Ordering};

/// The thread that reads, or 0.
static READER: AtomicI32 = AtomicI32::new(0);
/// What that thread knows. Only it may look.
static KNOWN: AtomicPtr<Known> = AtomicPtr::new(ptr::null_mut());

/// Where the program itself is loaded, and the size of a page.
struct Known {
    modules: Vec<Range<usize>>,
    page: usize,
}

/// Runs code that reads mapped files. Where another thread does so, and does not finish soon, it
/// runs without this protection.
pub(crate) fn reading<T>(read: impl FnOnce() -> T) -> T {
    static ALONE: Mutex<()> = Mutex::new(());
    let Some(_alone) = timeout::lock(&ALONE) else {
        return read();
    };
    let known = Known {
        modules: modules(),
        // SAFETY: takes a number.
        page: usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096),
    };
    // Also if `read` panics: a handler must not find what is gone.
    let _reset = Reset;
    KNOWN.store((&raw const known).cast_mut(), Ordering::Relaxed);
    READER.store(this_thread(), Ordering::Relaxed);
    read()
}

struct Reset;

impl Drop for Reset {
    fn drop(&mut self) {
        READER.store(0, Ordering::Relaxed);
        KNOWN.store(ptr::null_mut(), Ordering::Relaxed);
    }
}

fn this_thread() -> i32 {
    // SAFETY: takes nothing and cannot fail.
    unsafe { libc::gettid() }
}

/// For the handler of SIGBUS: puts zeros in place of the page at this address, if this thread reads
/// a mapped file there. Never in place of the program's own code and data, which are mapped, too.
pub(crate) fn replace_page(address: usize) -> bool {
    if READER.load(Ordering::Relaxed) != this_thread() {
        return false;
    }
    // SAFETY: this thread has stored it, and is within `reading`.
    let Some(known) = (unsafe { KNOWN.load(Ordering::Relaxed).as_ref() }) else {
        return false;
    };
    if known.modules.iter().any(|module| module.contains(&address)) {
        return false;
    }
    let page = ptr::with_exposed_provenance_mut::<c_void>(address & !(known.page - 1));
    let flags = libc::MAP_FIXED | libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
    // SAFETY: the page belongs to a file that this thread has mapped to read it, and whose content
    // is gone.
    unsafe { libc::mmap(page, known.page, libc::PROT_READ, flags, -1, 0) == page }
}

/// Where the executable and its libraries are loaded.
fn modules() -> Vec<Range<usize>> {
    let mut modules: Vec<Range<usize>> = Vec::new();
    // SAFETY: the callback is given what it casts back to, and is called before this returns.
    unsafe { libc::dl_iterate_phdr(Some(add), (&raw mut modules).cast()) };
    modules
}

unsafe extern "C" fn add(module: *mut libc::dl_phdr_info, _size: usize, modules: *mut c_void) -> c_int {
    // SAFETY: both are as `modules` and `dl_iterate_phdr` gave them.
    catch_quietly(|| unsafe {
        let modules = &mut *modules.cast::<Vec<Range<usize>>>();
        for number in 0..usize::from((*module).dlpi_phnum) {
            let segment = &*(*module).dlpi_phdr.add(number);
            if segment.p_type == libc::PT_LOAD {
                let start = (*module).dlpi_addr.wrapping_add(segment.p_vaddr);
                let end = start.wrapping_add(segment.p_memsz);
                modules.extend(usize::try_from(start).and_then(|start| Ok(start..usize::try_from(end)?)));
            }
        }
    });
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    static OWN: AtomicUsize = AtomicUsize::new(7);

    #[test]
    fn only_a_page_that_is_no_module_s_is_replaced_and_only_for_the_reader() {
        let own = (&raw const OWN).addr();
        let code = (this_thread as fn() -> i32) as usize;
        // SAFETY: a new mapping of a page.
        let page = unsafe {
            let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS;
            libc::mmap(ptr::null_mut(), 4096, libc::PROT_READ | libc::PROT_WRITE, flags, -1, 0)
        };
        // SAFETY: the mapping is this test's.
        unsafe { page.cast::<u8>().write(7) };
        assert!(!replace_page(page.addr()));
        reading(|| {
            assert!(!replace_page(own) && !replace_page(code));
            std::thread::spawn({
                let page = page.addr();
                move || assert!(!replace_page(page))
            })
            .join()
            .unwrap();
            assert!(replace_page(page.addr() + 5));
        });
        assert!(!replace_page(page.addr()));
        // SAFETY: as above.
        assert_eq!(unsafe { page.cast::<u8>().read_volatile() }, 0);
        // SAFETY: as above.
        unsafe { libc::munmap(page, 4096) };
        assert_eq!(OWN.load(Ordering::Relaxed), 7);
    }
}
