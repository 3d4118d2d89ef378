//! The section of the object file in which the linker collects all elements of a kind: the runtime's `listed.rs` reads them.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// What the linker collects.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Command,
    CheckIn,
}

// Input:  Kind::Command
// Output: the attributes of a `static` that puts it there, on each of the three systems
pub(super) fn listed(kind: Kind) -> TokenStream {
    let word = match kind {
        Kind::Command => "commands",
        Kind::CheckIn => "checkins",
    };
    let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
    let on_linux = format!("telemetry_{major}_{minor}_{word}");
    let on_mac_os = format!("__DATA,tlm{major}_{minor}_{word}");
    let on_windows = format!(".tlm${major}_{minor}_{word}$b");
    quote_spanned! {Span::mixed_site()=>
        #[used]
        #[cfg_attr(target_os = "linux", unsafe(link_section = #on_linux))]
        #[cfg_attr(target_os = "macos", unsafe(link_section = #on_mac_os))]
        #[cfg_attr(windows, unsafe(link_section = #on_windows))]
    }
}
