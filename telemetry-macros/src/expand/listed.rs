//! The section of the object file in which the linker collects all elements of a kind. The
//! runtime's `linker_list.rs` reads them.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

/// The kinds of elements that the linker collects.
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    #[test]
    fn names_of_sections_fit_into_mach_o() {
        for kind in [Kind::Command, Kind::CheckIn] {
            let attributes = listed(kind).to_string();
            let (_, section) = attributes.split_once("\"__DATA,").expect("a section for macOS");
            let (section, _) = section.split_once('"').expect("a string");
            assert!(
                section.len() <= 16,
                "Mach-O has room for 16 characters, and `{section}` has {}: shorten its last word here and in \
                 telemetry-runtime/src/registry/linker_list.rs",
                section.len()
            );
        }
    }

    /// On the systems where no test runs, nothing else would notice.
    #[test]
    fn the_runtime_reads_the_same_sections() {
        let registry = Path::new(env!("CARGO_MANIFEST_DIR")).join("../telemetry-runtime/src/registry");
        // The published package stands alone.
        let Ok(sections) = fs::read_to_string(registry.join("linker_list.rs")) else {
            return;
        };
        for (kind, file, word) in [
            (Kind::Command, "command.rs", "commands"),
            (Kind::CheckIn, "check_in.rs", "checkins"),
        ] {
            let element = fs::read_to_string(registry.join(file)).unwrap();
            assert!(element.contains(&format!("], \"{word}\"")), "{file}");
            let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), "_", env!("CARGO_PKG_VERSION_MINOR"));
            let attributes = listed(kind).to_string();
            // The beginning of a name there, and the whole of it here.
            for (beginning, section) in [
                ("(\"telemetry_\", $word", format!("\"telemetry_{version}_{word}\"")),
                ("$__DATA$tlm\", $word", format!("\"__DATA,tlm{version}_{word}\"")),
                ("(\".tlm$\", $word", format!("\".tlm${version}_{word}$b\"")),
            ] {
                assert!(sections.contains(beginning), "{beginning}");
                assert!(attributes.contains(&section), "{section} in {attributes}");
            }
        }
    }
}
