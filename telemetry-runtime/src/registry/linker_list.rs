//! Lists that the linker builds: all commands and check-ins, known without running the program.
//!
//! Each expansion puts its `static` into a section of the object file for its kind alone. The
//! linker joins equal sections from all parts of the program, and knows where the joined section
//! begins and ends. A function that the program does not link is in no list, and can never be sent.
//! A function that it links is in a list, even if nothing calls it.
//!
//! A section's name contains the release of this crate, because another release may use another
//! layout for its elements. The macros write the same names
//! (`telemetry-macros/src/expand/listed.rs`).

/// Declares `fn $name()`, which returns all `$element`s that the expansions made. Each begins with
/// its `name`, which is not empty.
macro_rules! list {
    ($(#[$docs:meta])* fn $name:ident() -> [$element:ty], $word:literal) => {
        $(#[$docs])*
        #[cfg(any(target_os = "linux", target_os = "macos", windows))]
        #[allow(unsafe_code, reason = "only the linker knows where a section begins and ends")]
        pub(crate) fn $name() -> impl Iterator<Item = &'static $element> {
            #[cfg(not(windows))]
            unsafe extern "Rust" {
                #[cfg_attr(target_os = "linux", link_name = $crate::registry::linker_list::section!("__start_telemetry_", $word))]
                #[cfg_attr(target_os = "macos", link_name = $crate::registry::linker_list::section!("\u{1}section$start$__DATA$tlm", $word))]
                static START: [$element; 0];
                #[cfg_attr(target_os = "linux", link_name = $crate::registry::linker_list::section!("__stop_telemetry_", $word))]
                #[cfg_attr(target_os = "macos", link_name = $crate::registry::linker_list::section!("\u{1}section$end$__DATA$tlm", $word))]
                static STOP: [$element; 0];
            }
            // The section and the symbols of its ends exist even if no expansion puts anything into
            // it.
            #[cfg(target_os = "linux")]
            #[used]
            #[unsafe(link_section = $crate::registry::linker_list::section!("telemetry_", $word))]
            static mut NOTHING: [$element; 0] = [];

            // The linker sorts sections with equal names by the text after the dollar sign. The two
            // bounds are not empty, because an empty `static` may be laid out as if it were not.
            #[cfg(windows)]
            #[unsafe(link_section = concat!($crate::registry::linker_list::section!(".tlm$", $word), "$a"))]
            static START: ::std::mem::MaybeUninit<$element> = ::std::mem::MaybeUninit::uninit();
            #[cfg(windows)]
            #[unsafe(link_section = concat!($crate::registry::linker_list::section!(".tlm$", $word), "$c"))]
            static STOP: ::std::mem::MaybeUninit<$element> = ::std::mem::MaybeUninit::uninit();

            let start = (&raw const START).cast::<$element>();
            let stop = (&raw const STOP).cast::<$element>();
            // Without `black_box`, the compiler assumes that nothing lies behind `START`.
            let start = ::std::hint::black_box(start).wrapping_add(usize::from(cfg!(windows)));
            const { assert!(::std::mem::offset_of!($element, name) == 0) };
            // SAFETY: Between the two lie only elements that expansions of this very release put
            // there, and at most zeros besides.
            unsafe { $crate::registry::linker_list::between::<$element>(start, stop) }
        }

        // For operating systems on which telemetry is always off.
        #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
        pub(crate) fn $name() -> impl Iterator<Item = &'static $element> {
            ::std::iter::empty()
        }
    };
}

/// The elements from `start` up to `stop`.
///
/// They are not a slice. An element's size is a multiple of its alignment, so no linker needs to
/// leave a gap between two. But Microsoft's linker leaves some hundred zeros after the part of each
/// object file when it links incrementally, as in a debug build with `-C link-dead-code`.
///
/// # Safety
///
/// Both pointers are aligned. Between them lie only `static`s of this type, whose first word is not
/// zero, and words of zeros.
#[cfg(any(target_os = "linux", target_os = "macos", windows))]
#[allow(unsafe_code, reason = "only the linker knows what lies there")]
pub(crate) unsafe fn between<T: Sync + 'static>(start: *const T, stop: *const T) -> impl Iterator<Item = &'static T> {
    let mut next = start;
    std::iter::from_fn(move || {
        while stop.addr().saturating_sub(next.addr()) >= size_of::<T>() {
            let here = next;
            // SAFETY: `here` points to a word of zeros, or to the first word of an element.
            if unsafe { here.cast::<*const ()>().read() }.is_null() {
                next = here.wrapping_byte_add(size_of::<*const ()>());
            } else {
                next = here.wrapping_add(1);
                // SAFETY: `here` points to an element. It was initialised at compile time, is never
                // moved or dropped, and changes only through its atomics.
                return Some(unsafe { &*here });
            }
        }
        None
    })
}

/// The most characters in the name of a section in Mach-O.
const MACH_O_LIMIT: usize = 16;

/// The length of a section's name on macOS, for a release of this major and minor version.
const fn mach_o_length(major: &str, minor: &str, word: &str) -> usize {
    "tlm".len() + major.len() + "_".len() + minor.len() + "_".len() + word.len()
}

const _: () = {
    let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
    let (commands, check_ins) = (
        mach_o_length(major, minor, "commands"),
        mach_o_length(major, minor, "checkins"),
    );
    // Checked on every operating system, so that no release fails to compile on macOS.
    assert!(
        commands <= MACH_O_LIMIT && check_ins <= MACH_O_LIMIT,
        "this version makes the names of sections longer than Mach-O allows: shorten `commands` and `checkins` in \
         telemetry-runtime/src/registry/linker_list.rs, its callers, and telemetry-macros/src/expand/listed.rs"
    );
};

/// The name of the section for one kind of element: `commands` or `checkins`.
macro_rules! section {
    ($prefix:literal, $word:literal) => {
        concat!(
            $prefix,
            env!("CARGO_PKG_VERSION_MAJOR"),
            "_",
            env!("CARGO_PKG_VERSION_MINOR"),
            "_",
            $word
        )
    };
}

pub(crate) use {list, section};

#[cfg(all(test, any(target_os = "linux", target_os = "macos", windows)))]
mod tests {
    use std::sync::atomic::AtomicUsize;

    /// Has interior mutability, like the real elements. Otherwise it would belong in a section of
    /// another kind.
    #[repr(C)]
    pub(super) struct Element {
        name: &'static str,
        zeros: [AtomicUsize; 2],
    }

    crate::registry::linker_list::list! {
        fn all() -> [Element], "tests"
    }

    const fn zeros<const N: usize>() -> [AtomicUsize; N] {
        [const { AtomicUsize::new(0) }; N]
    }

    /// Puts a `static` into the section.
    macro_rules! lay {
        ($name:ident: $type:ty = $value:expr) => {
            #[used]
            #[cfg_attr(target_os = "linux", unsafe(link_section = section!("telemetry_", "tests")))]
            #[cfg_attr(target_os = "macos", unsafe(link_section = section!("__DATA,tlm", "tests")))]
            #[cfg_attr(windows, unsafe(link_section = concat!(section!(".tlm$", "tests"), "$b")))]
            static $name: $type = $value;
        };
    }

    #[test]
    fn names_of_sections_fit_into_mach_o_until_version_10_10() {
        use super::{MACH_O_LIMIT, mach_o_length};
        let current = section!("tlm", "commands");
        let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
        assert_eq!(mach_o_length(major, minor, "commands"), current.len());
        for (major, minor, length) in [
            ("0", "1", 15),
            ("0", "10", 16),
            ("10", "9", 16),
            ("10", "10", 17),
            ("0", "100", 17),
        ] {
            for word in ["commands", "checkins"] {
                assert_eq!(mach_o_length(major, minor, word), length, "{major}.{minor}");
            }
            assert_eq!(
                length <= MACH_O_LIMIT,
                !matches!((major, minor), ("10", "10") | ("0", "100"))
            );
        }
    }

    #[test]
    #[allow(unsafe_code, reason = "as the macros' expansions")]
    fn zeros_between_the_elements_are_none() {
        // Neither this gap alone nor all gaps together are a multiple of an element's size.
        lay!(GAP: [AtomicUsize; 1] = zeros());
        lay!(ONE: Element = Element { name: "one", zeros: zeros() });
        lay!(WIDE_GAP: [AtomicUsize; 32] = zeros());
        lay!(TWO: Element = Element { name: "two", zeros: zeros() });
        lay!(LAST_GAP: [AtomicUsize; 6] = zeros());
        let mut found: Vec<_> = all().map(std::ptr::from_ref).collect();
        let mut laid = [&raw const ONE, &raw const TWO];
        found.sort_unstable();
        laid.sort_unstable();
        assert_eq!(found, laid);
    }
}
