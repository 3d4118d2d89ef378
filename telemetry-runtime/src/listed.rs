//! The lists that the linker makes: all commands and check-ins of the program, known without running one of them.
//!
//! Each expansion puts its one `static` into a section of the object file that belongs to its kind alone. The linker lays equal
//! sections side by side, wherever in the program they come from, and knows where the whole begins and ends. What the program
//! does not link, such as a function that nobody calls, is in no list, and can never be sent.
//!
//! A section's name holds the release of this crate, since another release may lay its elements out in another way. The macros
//! write the same names (`telemetry-macros/src/expand/listed.rs`).

/// Declares `fn $name() -> &'static [$element]`, the list of all `$element`s that the expansions of the macros made.
macro_rules! list {
    ($(#[$docs:meta])* fn $name:ident() -> [$element:ty], $word:literal) => {
        $(#[$docs])*
        #[cfg(any(target_os = "linux", target_os = "macos", windows))]
        #[allow(unsafe_code, reason = "only the linker knows where a section begins and ends")]
        pub(crate) fn $name() -> &'static [$element] {
            #[cfg(not(windows))]
            unsafe extern "Rust" {
                #[cfg_attr(target_os = "linux", link_name = $crate::listed::section!("__start_telemetry_", $word))]
                #[cfg_attr(target_os = "macos", link_name = $crate::listed::section!("\u{1}section$start$__DATA$tlm", $word))]
                static START: [$element; 0];
                #[cfg_attr(target_os = "linux", link_name = $crate::listed::section!("__stop_telemetry_", $word))]
                #[cfg_attr(target_os = "macos", link_name = $crate::listed::section!("\u{1}section$end$__DATA$tlm", $word))]
                static STOP: [$element; 0];
            }
            // The section exists, and so its ends, where nothing else is in it.
            #[cfg(target_os = "linux")]
            #[used]
            #[unsafe(link_section = $crate::listed::section!("telemetry_", $word))]
            static mut NOTHING: [$element; 0] = [];

            // The linker sorts what begins alike by what follows the dollar sign. Not empty, since an empty `static` may be
            // laid out as if it were not.
            #[cfg(windows)]
            #[unsafe(link_section = concat!($crate::listed::section!(".tlm$", $word), "$a"))]
            static START: ::std::mem::MaybeUninit<$element> = ::std::mem::MaybeUninit::uninit();
            #[cfg(windows)]
            #[unsafe(link_section = concat!($crate::listed::section!(".tlm$", $word), "$c"))]
            static STOP: ::std::mem::MaybeUninit<$element> = ::std::mem::MaybeUninit::uninit();

            let start = (&raw const START).cast::<$element>();
            let stop = (&raw const STOP).cast::<$element>();
            // The compiler thinks that nothing lies behind `START`.
            let start = ::std::hint::black_box(start).wrapping_add(usize::from(cfg!(windows)));
            let bytes = stop.addr().saturating_sub(start.addr());
            // SAFETY: Between the two lies what expansions of this very release put there, and nothing else: `static`s of this
            // type, initialised when the program was compiled and never moved or dropped. Their size is a multiple of their
            // alignment, so that the linker leaves no gap between them. They are only changed through their atomics.
            unsafe { ::std::slice::from_raw_parts(start, bytes / size_of::<$element>()) }
        }

        // Where telemetry is always off.
        #[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
        pub(crate) fn $name() -> &'static [$element] {
            &[]
        }
    };
}

/// The section of a kind of element, `commands` or `checkins`. Mach-O allows sixteen characters.
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
